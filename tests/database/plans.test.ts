import { afterAll, beforeAll, expect, test } from "vitest";
import { apiKeys } from "../../server/database/api-keys.ts";
import { apps } from "../../server/database/apps.ts";
import { connect } from "../../server/database/connection.ts";
import { deployments } from "../../server/database/deployments.ts";
import { events } from "../../server/database/events.ts";
import { holds } from "../../server/database/holds.ts";
import { migrate } from "../../server/database/migrate.ts";
import type { Recording } from "../../server/database/recording.ts";
import { runningObjects } from "../../server/database/running-objects.ts";
import { runningVersions } from "../../server/database/running-versions.ts";
import { versions } from "../../server/database/versions.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";

/** SQLite says how it would answer; without statistics that depends on nothing but the schema. */
let db: ReturnType<typeof connect>;
/** What is recorded is asked without the transaction around it, which has no plan. */
const recording: Recording = (work) => work(db, () => undefined);
const asked: { sql: string; bindings: unknown[] }[] = [];

beforeAll(async () => {
  const config = { kind: "sqlite", file: `${await temporaryFolder()}/smithd.db` } as const;
  db = connect(config);
  await migrate(config);
  db.on("query", (query: { sql: string; bindings: unknown[] }) => asked.push(query));
});
afterAll(async () => {
  await db.destroy();
  await removeTemporaryFolders();
});

/** How SQLite answers all that `work` asks, a line for each step. */
async function planOf(work: () => Promise<unknown>): Promise<string> {
  asked.length = 0;
  await work();
  const plans: { detail: string }[] = [];
  for (const { sql, bindings } of [...asked])
    plans.push(...(await db.raw<typeof plans>(`EXPLAIN QUERY PLAN ${sql}`, bindings as string[])));
  return plans.map(({ detail }) => detail).join("\n");
}

/** Every way to choose some of the filters. */
function choices<T extends object>(filters: T): Partial<T>[] {
  return Object.entries(filters).reduce<Partial<T>[]>(
    (all, [name, value]) => [...all, ...all.map((some) => ({ ...some, [name]: value as unknown }))],
    [{}],
  );
}

const first = { limit: 50 };
const next = { limit: 50, cursor: Buffer.from(JSON.stringify([1, "a"])).toString("base64url") };
const filters = { app: "a", environment: "staging", version: "v1", status: "deployed" as const };

for (const filter of choices(filters))
  test(`a list of deployments by ${Object.keys(filter).join(", ") || "nothing"} walks one index in its order`, async () => {
    for (const page of [first, next]) {
      const plan = await planOf(() => deployments(db, recording).list(filter, page));
      expect(plan).toMatch(/USING INDEX/);
      // Without a filter the first page is the beginning of the index by time.
      if (Object.keys(filter).length > 0 || page === next) expect(plan).not.toMatch(/SCAN deployments/);
      expect(plan).not.toMatch(/TEMP B-TREE/);
    }
  });

for (const filter of choices({ branch: "main", tag: "v1", committer: "Ada <ada@example.com>" }))
  test(`a list of versions by ${Object.keys(filter).join(", ") || "status"} walks one index in its order`, async () => {
    for (const page of [first, next]) {
      const plan = await planOf(() =>
        versions(db, recording).list({ app: "a", status: "published", ...filter }, page),
      );
      expect(plan).toMatch(/USING INDEX/);
      expect(plan).not.toMatch(/SCAN versions|TEMP B-TREE/);
      if (Object.keys(filter).length > 0) expect(plan).toMatch(/(branch|tag|committer)=/);
    }
  });

test("a prefix is found by four ranges, and only what was found is sorted", async () => {
  for (const page of [first, next]) {
    const plan = await planOf(() =>
      versions(db, recording).list({ app: "a", status: "published", branch: "main", q: "42" }, page),
    );
    for (const column of ["id_key", "sha", "branch_key", "tag_key"])
      expect(plan).toContain(`app=? AND ${column}>? AND ${column}<?`);
    expect(plan).toMatch(/SEARCH versions USING INDEX \S+ \(uid=\?\)/);
    expect(plan).not.toMatch(/SCAN versions/);
  }
});

test("lists of apps and keys walk one index in its order", async () => {
  for (const page of [first, next])
    for (const list of [
      () => apps(db, recording).list(false, page),
      () => apiKeys(db, recording).list(page),
    ]) {
      const plan = await planOf(list);
      expect(plan).toMatch(/USING INDEX/);
      expect(plan).not.toMatch(/TEMP B-TREE/);
    }
});

test("what a list of apps shows of each is found by one step into an index, however long their history is", async () => {
  const latest = await planOf(() => versions(db, recording).latest(["a"]));
  expect(latest).toMatch(/SEARCH last USING (COVERING )?INDEX \S+ \(app=\? AND status=\?\)/);
  const attempts = await planOf(async () => {
    await deployments(db, recording).lastAsked(["a"]);
    await deployments(db, recording).notDeployed(["d"]);
    await deployments(db, recording).requesters(["d"]);
  });
  // The first environment, the next after one, and the last deployment in each.
  expect(attempts).toMatch(/SEARCH d USING COVERING INDEX \S+ \(app=\?\)/);
  expect(attempts).toMatch(/SEARCH d USING COVERING INDEX \S+ \(app=\? AND environment>\?\)/);
  expect(attempts).toMatch(/SEARCH last USING COVERING INDEX \S+ \(app=\? AND environment=\?\)/);
  expect(attempts).toMatch(/SEARCH d USING INDEX \S+ \(id=\?\)/);
  const running = await planOf(async () => {
    await runningVersions(db).ofApps(["a"]);
    await runningVersions(db).inEnvironment("default", "staging");
  });
  for (const plan of [latest, attempts, running])
    expect(plan).not.toMatch(/SCAN (deployments|versions|running_versions|d|v|last)\b/);
  expect(latest).not.toMatch(/TEMP B-TREE/);
});

test("what is asked on the way of a version or a deployment walks no table", async () => {
  const deployment = {
    ...{ id: "d", repository: "default", app: "a", versionUid: "u", version: "v1", environment: "staging" },
    ...{
      kind: "auto" as const,
      status: "queued" as const,
      adopt: false,
      holdsPolicies: false,
      requestedBy: "ci",
      createdAt: 1,
    },
  };
  const plan = await planOf(async () => {
    await deployments(db, recording).autoOf("u");
    await deployments(db, recording).newestRequested("a", "staging", "main");
    await deployments(db, recording).lastAcceptedAt("a");
    await deployments(db, recording).claim("default", { deployments: 1, bytes: 1 }, 1, 1);
    await deployments(db, recording).leftBehind("default", 1);
    await deployments(db, recording).successor(deployment);
    await deployments(db, recording).endBehind(deployment, { status: "superseded", supersededBy: "e" }, 1);
    await deployments(db, recording).storeCommits(
      [{ id: "d", commit: "c", base: "b", kind: "manual" }],
      1,
      1,
    );
    await deployments(db, recording).endDeployed(
      [{ id: "d", ending: { status: "deployed", kind: "manual", changed: true, commit: "c" } }],
      1,
      1,
    );
    await deployments(db, recording).supersedeBehind(["d"], 1);
    await deployments(db, recording).overtaken(["d"]);
    await deployments(db, recording).standings([deployment], 10);
    await deployments(db, recording).waiting("default", 10);
    await deployments(db, recording).queue("default");
    await deployments(db, recording).ofIdempotencyKeys([{ apiKeyId: "k", key: "key", requestSha256: "" }]);
    await deployments(db, recording).history("default", "a", "staging", 10);
    await deployments(db, recording).lastUnfinished("default", "a", "staging");
    await deployments(db, recording).beingWritten("default");
    await holds(db, recording).inEnvironment("staging");
    await runningObjects(db).owners("default", [{ environment: "staging", object: "ConfigMap shop/a" }]);
    await runningObjects(db).replace([{ owner: deployment, objects: ["ConfigMap shop/a"] }]);
    await versions(db, recording).find("a", "v1");
    await versions(db, recording).ofIds([{ app: "a", id: "v1" }]);
    await versions(db, recording).recentIds("a");
    await versions(db, recording).overdue(1, 1);
    await deployments(db, recording).anyOpen("default");
    await runningVersions(db).ofApps(["a"]);
    await apps(db, recording).names();
  });
  expect(plan).not.toMatch(/SCAN (deployments|versions|holds|running_versions|running_objects|d|v|later)\b/);
  expect(plan).toMatch(/app=\? AND environment=\? AND finished_at=\?/);
  expect(plan).toMatch(/app=\? AND environment=\? AND branch=\?/);
  expect(plan).toMatch(/version_uid=\?/);
});

test("the log of events is read, and its beginning removed, by its key", async () => {
  const plan = await planOf(async () => {
    await events(db).after(1, 10);
    await events(db).removeOldest({ milliseconds: 1, count: 1 }, 10);
  });
  expect(plan).toMatch(/SEARCH events USING INTEGER PRIMARY KEY \(rowid>\?\)/);
  expect(plan).not.toMatch(/SCAN events|TEMP B-TREE/);
});
