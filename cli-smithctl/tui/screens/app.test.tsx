import { beforeEach, describe, expect, test, vi } from "vitest";
import type { App, AppVersion } from "../../../generated/api.ts";
import { aDeployment, before, NOON } from "../testing/a-deployment.ts";
import { aProblem } from "../testing/a-problem.ts";
import { aVersion } from "../testing/a-plan.ts";
import { anApp, anEnvironment, onHold, running } from "../testing/an-app.ts";
import { openScreen } from "../testing/open-screen.tsx";
import { stopClock } from "../testing/stop-clock.ts";

beforeEach(() => stopClock(NOON));

const git = aVersion().metadata!.git;
const some: AppVersion[] = [
  aVersion(),
  aVersion({
    id: "42540c4-123",
    publishedAt: before(86_400),
    metadata: { date: NOON, git: { ...git, branch: "fix/prices", message: "Round the prices" } },
  }),
  aVersion({
    id: "v1.4.0",
    publishedAt: before(90 * 86_400),
    metadata: { date: NOON, git: { sha: git.sha, tag: "v1.4.0", committer: "Grace <grace@example.com>" } },
  }),
  aVersion({ id: "c0ffee2-10", status: "draft" }),
];
const api: Partial<App> = {
  description: "Answers for the shop",
  namespace: "shop",
  sourceUrl: "https://git.example.com/shop/api",
  environments: [running("staging"), running("production", { version: "v1.4.0", drifted: true })],
  holds: [onHold("production")],
};

interface Given {
  /** What the answer to each list after the first waits for. */
  until?: Promise<void>;
  columns?: number;
  rows?: number;
  app?: Partial<App>;
  versions?: AppVersion[];
}

function open({ columns = 80, rows = 24, app = api, versions = some, until }: Given = {}) {
  const known = [...versions];
  const state = { app: anApp({ latestVersion: { id: "c0ffee1-9", publishedAt: before(3600) }, ...app }) };
  const queries: object[] = [];
  const screen = openScreen({
    at: { at: "app", app: "api-service" },
    columns,
    rows,
    client: {
      appView: async () => state.app,
      environmentList: async () => ({ items: ["production", "staging"].map((name) => anEnvironment(name)) }),
      versionList: async ({ query = {} }) => {
        if (queries.push(query) > 1) await until;
        const found = known.filter(
          ({ id, status }) => status === query.status && id.startsWith(query.q ?? ""),
        );
        const start = query.cursor === undefined ? 0 : Number(query.cursor);
        const end = start + query.limit!;
        return { items: found.slice(start, end), ...(end < found.length && { nextCursor: String(end) }) };
      },
      versionView: async ({ path }) => aVersion({ id: path.version }),
    },
  });
  return { ...screen, known, state, queries };
}

describe("an app", () => {
  test("shows what runs where, and its versions", async () => {
    expect(await open().until("3 versions")).toMatchInlineSnapshot(`
      "api-service  3 versions                                             ● live  work
      Answers for the shop · namespace shop · https://git.example.com/shop/api
      production  v1.4.0, 1 h ago by ada · on hold by grace: rolled back · drifted: i…
      staging     42540c4-123, 1 h ago by ada · newer: c0ffee1-9

        VERSION      RUNS IN     AGE  BRANCH OR TAG  COMMITTER     MESSAGE
      › c0ffee1-9                1h   main           Ada Lovelace  Cache the price li…
        42540c4-123  staging     1d   fix/prices     Ada Lovelace  Round the prices
        v1.4.0       production  90d  tag v1.4.0     Grace














      enter open  d deploy  r roll back  p policies  ? help  q quit"
    `);
  });

  test("shows more in 200 columns", async () => {
    const { until } = open({ columns: 200, rows: 50 });
    expect((await until("3 versions")).split("\n").slice(0, 9).join("\n")).toMatchInlineSnapshot(`
      "api-service  3 versions                                                                                                                                                                     ● live  work
      Answers for the shop · namespace shop · https://git.example.com/shop/api
      production  v1.4.0, 1 h ago by ada · on hold by grace: rolled back · drifted: its folder was changed by hand · newer: c0ffee1-9
      staging     42540c4-123, 1 h ago by ada · newer: c0ffee1-9

        VERSION      RUNS IN     AGE  BRANCH OR TAG  COMMITTER     MESSAGE
      › c0ffee1-9                1h   main           Ada Lovelace  Cache the price list
        42540c4-123  staging     1d   fix/prices     Ada Lovelace  Round the prices
        v1.4.0       production  90d  tag v1.4.0     Grace"
    `);
  });

  test("is of use on the smallest screen, and on an odd one", async () => {
    expect(await open({ columns: 40, rows: 10 }).until("3 versions")).toMatchInlineSnapshot(`
      "api-service  3 versions     ● live  work
      Answers for the shop · namespace shop ·…
      production  v1.4.0, 1 h ago by ada · on…
      staging     42540c4-123, 1 h ago by ada…

        VERSION      RUNS IN  AGE
      › c0ffee1-9             1h
        42540c4-123  staging  1d

      enter open  d deploy  ? help"
    `);
    await open({ columns: 79, rows: 23 }).until("3 versions");
  });

  test("reads on as one moves down", async () => {
    const versions = Array.from({ length: 350 }, (_, index) => aVersion({ id: `v${350 - index}` }));
    const { until, press } = open({ versions });
    await until("200+ versions");
    await press("?");
    await until("to the end of what is read, which reads on");
    await press("esc", "G");
    await until("300+ versions");
    await press("G");
    await until("350 versions");
    await press("G");
    await until("› v1 ");
  });

  test("finds versions by their beginning, and esc shows all again", async () => {
    const { until, press, queries } = open();
    await until("3 versions");
    await press("/v1\r");
    expect(await until("1 version beginning with “v1”")).toContain("› v1.4.0");
    await vi.waitFor(() => expect(queries.at(-1)).toMatchObject({ q: "v1", status: "published" }));
    await press("/", "x");
    await until("No published version begins with “v1x”, nor its sha, branch or tag.");
    await press("esc");
    await until("3 versions");
    await press("/v1\r");
    await until("1 version beginning with “v1”");
    await press("esc");
    await until("3 versions");
  });

  test("shows versions of another status, which cannot be deployed", async () => {
    const { until, press } = open();
    await until("3 versions");
    await press("v");
    await until("› c0ffee2-10");
    await press("d");
    await until("it is draft");
    await press("v");
    await until("No version is publishing.");
  });

  test("keeps the chosen version when a newer one is published", async () => {
    const { until, press, known, tell } = open();
    await until("› c0ffee1-9");
    known.unshift(aVersion({ id: "badc0de-11" }));
    tell({ type: "version.published", app: "api-service", version: "badc0de-11" });
    await until("  badc0de-11");
    await until("› c0ffee1-9");
    await press("enter");
    await until("api-service c0ffee1-9");
  });

  test("shows a deployment as it goes on", async () => {
    const { until, state, tell } = open();
    await until("3 versions");
    state.app = { ...state.app, attempts: [aDeployment({ version: "c0ffee1-9", status: "writing" })] };
    tell({ type: "deployment.started", app: "api-service" });
    await until("c0ffee1-9 is writing");
  });

  test("copies ids and URLs, and says so", async () => {
    const { until, press, copied } = open();
    await until("3 versions");
    await press("y");
    await until("Copied c0ffee1-9.");
    await press("o");
    await until("Copied https://ci.example.com/builds/9");
    expect(copied).toEqual(["c0ffee1-9", "https://ci.example.com/builds/9"]);
    await press("j", "j", "o");
    await until("CI gave no URL");
  });

  test("teaches how a version comes in", async () => {
    expect(await open({ versions: [], app: { environments: [] } }).until("No version is published yet."))
      .toMatchInlineSnapshot(`
      "api-service  0 versions                                             ● live  work
      production  nothing runs
      staging     nothing runs


        No version is published yet.

        In CI, once the manifests are built:

          forge publish ./manifests --app api-service













      p policies  ? help  q quit  enter open  d deploy  r roll back"
    `);
  });

  test("that is archived says so, and deploys nothing", async () => {
    const { until, press } = open({ app: { ...api, archivedAt: before(60) } });
    await until("Archived: it takes no versions and no deployments.");
    await until("3 versions");
    await press("d");
    await until("the app is archived");
  });

  test("that is unknown is said", async () => {
    const refuse = async () => {
      throw aProblem(404, "app-unknown", "There is no app api-service.");
    };
    const { until } = openScreen({
      at: { at: "app", app: "api-service" },
      client: { appView: refuse, environmentList: async () => ({ items: [] }), versionList: refuse },
    });
    expect(await until("There is no app api-service.")).toContain("app-unknown");
  });
});

describe("another list of versions", () => {
  test("is what keys act on, and nothing is until it is there", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { until, press } = open({ until: promise });
    await until("› c0ffee1-9");
    await press("/", ..."42", "enter", "d");
    await until("no version is chosen");
    resolve();
    await until("1 version beginning with “42”");
    await press("d");
    await until("Deploy api-service 42540c4-123");
  });

  test("keeps its chosen row where a newer one comes in above, also if that was chosen in the other", async () => {
    const { until, press, known, tell } = open();
    await until("› c0ffee1-9");
    await press("/", "c", "enter");
    await until("1 version beginning with “c”");
    known.unshift(aVersion({ id: "c0ffee9-99" }));
    tell({ type: "version.published", app: "api-service", version: "c0ffee9-99" });
    await until("  c0ffee9-99");
    await press("d");
    await until("Deploy api-service c0ffee1-9");
  });

  test("begins at its top, wherever one was in the other", async () => {
    const versions = Array.from({ length: 300 }, (_, index) => aVersion({ id: `v${index}` }));
    const { until, press } = open({ versions });
    await until("› v0");
    await press("G");
    await until("› v199");
    await press("/", ..."v2", "enter");
    await until("› v2 ");
  });
});
