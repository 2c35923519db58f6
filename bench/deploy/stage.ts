import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scene } from "../benchmark.ts";
import { environments, makeRepository } from "../support/gitops.ts";
import { watchRef, type Ref } from "../support/ref.ts";
import { PROBE, smithdOn, type Job, type Smithd } from "../support/smithd.ts";

/** Deployments before any counts: until then code is compiled and files are read for the first time. */
export const WARM_UP = 10;

const nameOf = (index: number) => `app-${String(index).padStart(5, "0")}`;

export const apps = (count: number) => Array.from({ length: count }, (_, index) => nameOf(index));

/** Some of them, spread over the whole folder. */
export const spread = (count: number, all: number) =>
  Array.from({ length: count }, (_, index) => nameOf(index * Math.floor(all / count)));

/** The next by name. */
export const neighbourOf = (app: string, distance = 1) => nameOf(Number(app.slice(4)) + distance);

export async function makeFolder({ cleanUp }: Scene): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "deploysmith-bench-"));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A repository, and a smithd of its own that writes to it. */
export interface Stage {
  folder: string;
  remote: string;
  branch: Ref;
  smithd: Smithd;
}

/** With as many apps in each environment, of which smithd knows none yet. */
export async function setStage(scene: Scene, count: number): Promise<Stage> {
  const folder = await makeFolder(scene);
  const remote = join(folder, "remote.git");
  scene.say(`Making a repository of ${count} apps × ${environments.length} environments`);
  makeRepository(remote, apps(count));
  const branch = watchRef(join(remote, "refs", "heads", "main"));
  scene.cleanUp.defer(() => branch.close());
  const smithd = await start({ folder, remote }, scene);
  await smithd.offer([PROBE], ["v1"]);
  return { folder, remote, branch, smithd };
}

/** The same with another process. */
export async function restart(stage: Stage, scene: Scene): Promise<Stage> {
  await stage.smithd.stop();
  return { ...stage, smithd: await start(stage, scene) };
}

async function start(
  { folder, remote }: Pick<Stage, "folder" | "remote">,
  { say, cleanUp }: Scene,
): Promise<Smithd> {
  say("Starting smithd");
  const smithd = await smithdOn({ remote, data: join(folder, "data") });
  cleanUp.defer(() => smithd.stop());
  return smithd;
}

/** Milliseconds until the commit is on the remote. */
export interface Timed {
  /** From the request's sending. */
  sent: number;
  /** From the answer's arrival, which is 202; with `wait`, which is answered at the end, a negative number. */
  answered: number;
}

/** Has smithd see the remote's head and come to rest, and then deploys. */
export async function timeDeployment(
  { smithd, branch }: Pick<Stage, "smithd" | "branch">,
  job: Job,
  options?: { wait: boolean },
): Promise<Timed> {
  await smithd.settle();
  const [landedAt, { id, sentAt, answeredAt }] = await Promise.all([
    branch.moved(),
    smithd.deploy(job, options),
  ]);
  if ((await smithd.deployed(id)) !== branch.read()) throw new Error("The branch is not at our commit.");
  return { sent: landedAt - sentAt, answered: landedAt - answeredAt };
}
