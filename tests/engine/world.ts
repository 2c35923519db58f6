import { pino } from "pino";
import { expect } from "vitest";
import type { Deployment } from "../../server/database/deployments.ts";
import { parseCommitMessage } from "../../server/domain/deployments/commit-message.ts";
import { newId } from "../../server/domain/new-id.ts";
import { draftKey } from "../../server/domain/versions/blob-keys.ts";
import { draftVersion } from "../../server/domain/versions/draft.ts";
import { publishVersion } from "../../server/domain/versions/publish.ts";
import { createMetrics } from "../../server/metrics.ts";
import { writeNext, type WriterTools } from "../../server/writer.ts";
import type { Engine } from "../support/engines.ts";
import { declared, filesOf } from "../support/publish.ts";
import { versionTools } from "../support/versions.ts";
import { type Fate, type RemoteBranch, remoteBranch, repositoryOf } from "./remote.ts";

export const APPS = ["shop", "cart"];
export const VERSIONS = ["v1", "v2", "v3"];
const LIMIT = 5000;

/** Writers of a real database, to a remote that is a model; published versions to deploy. */
export async function engineWorld(engine: Engine) {
  const { tools, close } = await versionTools(engine);
  const { database } = tools;
  const metrics = createMetrics(async () => ({ length: 0 }));
  await database.apps.insert({
    ...{ name: "cart", repository: "default", namespace: "cart", revision: "1", createdAt: 0 },
  });
  const uids = new Map<string, string>();
  for (const app of APPS)
    for (const id of VERSIONS) {
      const files = filesOf({ app, version: id });
      const { version } = await draftVersion(tools, { app, id, files: declared(files), caller: "ci" });
      for (const [path, text] of Object.entries(files))
        await tools.blobs.write(draftKey(version, path), Buffer.from(text));
      const published = await publishVersion(tools, { app, id, digest: version.digest });
      uids.set(`${app} ${id}`, published.version.uid);
    }
  const shared = {
    ...{ database, blobs: tools.blobs, fluxSetsNamespace: false, metrics, now: () => Date.now() },
    ...{ log: pino({ level: "silent" }), ends: { announce: () => undefined } },
    ledgers: { fill: async () => undefined },
  };
  return { database, uids, shared, close };
}

type World = Awaited<ReturnType<typeof engineWorld>>;

/** One run: a branch, a queue of its own, and two writers that may both believe that they are the one. */
export class Run {
  readonly repository = newId();
  readonly branch: RemoteBranch = remoteBranch({
    "environments/staging/apps/kustomization.yaml": "resources: []\n",
    "notes.txt": "0",
  });
  readonly accepted: Deployment[] = [];
  private readonly world: World;
  private readonly writers: Writer[];
  private time = 0;

  constructor(world: World) {
    this.world = world;
    this.writers = [0, 1].map((index) => new Writer(world, this, `writer-${index}`));
  }

  async ask(app: string, version: string | undefined): Promise<void> {
    const deployment: Deployment = {
      ...{ id: newId(), repository: this.repository, app, environment: "staging" },
      ...(version !== undefined && { version, versionUid: this.world.uids.get(`${app} ${version}`)! }),
      ...{ kind: version === undefined ? "removal" : "manual", status: "queued" },
      ...{ adopt: false, holdsPolicies: false, requestedBy: "ada", createdAt: ++this.time },
    };
    this.accepted.push(deployment);
    await this.world.database.deployments.insert([deployment]);
  }

  writer = (index: number) => this.writers[index]!;

  /** Whatever was under way arrives or is lost, whoever stopped goes on, and everything works again. */
  async settle(): Promise<void> {
    this.branch.isAway = false;
    for (const writer of this.writers) await writer.resume();
    for (let turn = 0; turn < 10; turn++)
      await this.writer(turn % 2).turn({ push: "heard", stopsAt: "nowhere" }, true);
    for (const arrive of this.branch.underWay.splice(0)) arrive();
    for (const writer of this.writers) await writer.resume();
  }

  /** What the issue promises, from the requests and the branch alone. */
  async check(isOver: boolean): Promise<void> {
    const history = this.branch.history();
    const commits = Map.groupBy(history, ({ message }) => parseCommitMessage(message)?.id ?? "");
    const ended: Deployment[] = [];
    for (const { id } of this.accepted) {
      const deployment = (await this.world.database.deployments.find(id))!;
      const own = commits.get(id) ?? [];
      expect(own.length, `commits of one deployment`).toBeLessThanOrEqual(1);
      if (deployment.status === "failed" || deployment.status === "superseded")
        expect(own, `commits of one that ${deployment.status}`).toEqual([]);
      if (deployment.status === "deployed" && deployment.changed)
        expect(own.map((commit) => commit.id)).toEqual([deployment.commit]);
      if (deployment.status === "deployed" && !deployment.changed) expect(own).toEqual([]);
      if (isOver) expect(deployment.status).toMatch(/^(deployed|failed|superseded)$/);
      ended.push(deployment);
    }
    const order = history.flatMap(({ message }) => parseCommitMessage(message) ?? []);
    for (const app of APPS) {
      const asked = this.accepted.filter((one) => one.app === app).map(({ id }) => id);
      const written = order.filter((facts) => facts.app === app).map(({ id }) => id);
      expect(written).toEqual(asked.filter((id) => written.includes(id)));
      const last = ended.findLast((one) => one.app === app && one.status === "deployed");
      const versionFile = history.at(-1)!.files.get(`environments/staging/apps/${app}/version.yml`);
      if (isOver) expect(versionFile?.match(/version: "(.*)"/)?.[1]).toEqual(last?.version);
    }
  }
}

/** A smithd's writing part. Whatever it was doing when it stopped goes on where it stopped, however much happened since. */
class Writer {
  private readonly tools: WriterTools;
  private readonly database: World["database"];
  private readonly holder: string;
  private fate: Fate = { push: "heard", stopsAt: "nowhere" };
  private stopped: { resume: () => void; turn: Promise<unknown> } | undefined;
  private onStop: ((resume: () => void) => void) | undefined;

  constructor({ shared, database }: World, run: Run, holder: string) {
    this.database = database;
    this.holder = holder;
    const gitops = repositoryOf(
      run.branch,
      () => this.fate,
      (where) => this.stopAt(where),
    );
    this.tools = { ...shared, gitops, repository: run.repository };
  }

  /** Writes what there is to write, if it can get the lease; `byForce` where the other's is over. */
  async turn(fate: Fate, byForce: boolean): Promise<void> {
    if (this.stopped) return;
    const epoch = await this.database.writerLeases.acquire(
      this.tools.repository,
      this.holder,
      LIMIT,
      byForce,
    );
    if (epoch === undefined) return;
    this.fate = fate;
    const stopped = new Promise<() => void>((resolve) => (this.onStop = resolve));
    const turn = writeNext(this.tools, epoch, () => false);
    const resume = await Promise.race([turn.then(() => undefined), stopped]);
    this.onStop = undefined;
    if (resume) this.stopped = { resume, turn };
  }

  async resume(): Promise<void> {
    const stopped = this.stopped;
    if (!stopped) return;
    this.stopped = undefined;
    this.fate = { push: "heard", stopsAt: "nowhere" };
    stopped.resume();
    await stopped.turn;
  }

  /** Only the first time: it goes on then. */
  private async stopAt(where: Fate["stopsAt"]): Promise<void> {
    if (where !== this.fate.stopsAt || !this.onStop) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.onStop(resolve);
    await promise;
  }
}
