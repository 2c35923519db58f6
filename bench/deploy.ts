import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Change } from "../server/domain/ports.ts";
import type { Benchmark, Measurement, Scene } from "./benchmark.ts";
import { writtenFolder } from "./support/apps.ts";
import { barePusher, type Pusher } from "./support/bare-push.ts";
import { environments, listed, makeRepository } from "./support/gitops.ts";
import { watchRef, type Ref } from "./support/ref.ts";
import { jobsOf, PROBE, smithdOn, type Job, type Smithd } from "./support/smithd.ts";
import { median, quantile } from "./support/statistics.ts";

const APPS = 5000;
/** Deployments before any counts: until then code is compiled and files are read for the first time. */
const WARM_UP = 10;
/** Times two environments; of the apps that run already, times two versions. */
const RUNNING = 15;
const NEW = 20;
/** What was promised when the mechanism was chosen (docs/decisions/0004). */
const LIMIT = 2;

export const deploy: Benchmark = {
  measures: `from an accepted deployment to its commit on the remote, one at a time, against a bare git push (${APPS} apps × ${environments.length} environments)`,
  async run(scene) {
    const stage = await setStage(scene);
    const running = await compare(stage, scene, "running", {
      jobs: jobsOf(runningApps, ["v1", "v2"]),
      // Another app than smithd's, so that neither finds the other's files in place.
      floor: ({ app, version, environment }) => [writtenFolder(neighbourOf(app), version, environment)],
    });
    const added = await compare(stage, scene, "new", {
      jobs: jobsOf(newApps, ["v1"]),
      // To the other environment: smithd knows the list that it wrote last, as where nobody else writes it.
      floor: ({ app, version, environment }, head) => [
        writtenFolder(`${app}-too`, version, otherThan(environment)),
        listed(stage.remote, head, `${app}-too`, otherThan(environment)),
      ],
    });
    return rowsOf(running, added);
  },
};

const nameOf = (index: number) => `app-${String(index).padStart(4, "0")}`;
const apps = Array.from({ length: APPS }, (_, index) => nameOf(index));
/** Spread over the whole folder. */
const runningApps = Array.from({ length: RUNNING }, (_, index) => nameOf(index * Math.floor(APPS / RUNNING)));
const neighbourOf = (app: string) => nameOf(Number(app.slice(4)) + 1);
const newApps = Array.from({ length: NEW }, (_, index) => `new-${String(index).padStart(2, "0")}`);
const otherThan = (environment: string) => environments.find((other) => other !== environment)!;

interface Stage {
  remote: string;
  smithd: Smithd;
  pusher: Pusher;
  branch: Ref;
}

async function setStage({ say, cleanUp }: Scene): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "deploysmith-bench-"));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const remote = join(folder, "remote.git");
  say(`Making a repository of ${APPS} apps × ${environments.length} environments`);
  makeRepository(remote, apps);
  const branch = watchRef(join(remote, "refs", "heads", "main"));
  cleanUp.defer(() => branch.close());
  const pusher = barePusher(remote, branch, join(folder, "clone.git"));
  say("Starting smithd");
  const smithd = await smithdOn(remote, folder);
  cleanUp.defer(() => smithd.stop());
  say("Publishing versions");
  await smithd.offer(PROBE, ["v1"]);
  for (const app of runningApps) await smithd.offer(app, ["v1", "v2"]);
  for (const app of newApps) await smithd.offer(app, ["v1"]);
  return { remote, smithd, pusher, branch };
}

interface Sample {
  /** Milliseconds from the 202 to the commit on the remote. */
  accepted: number;
  /** Milliseconds from the request's sending to the commit on the remote. */
  sent: number;
  /** Milliseconds of a bare push right afterwards. */
  floor: number;
}

/**
 * Deploys and pushes in turns, to the same remote. Between them smithd is made to see the other's commit and to come to
 * rest: else each deployment would be refused once and written again, which is another thing to measure.
 */
async function compare(
  { smithd, pusher, branch }: Stage,
  { say }: Scene,
  what: string,
  { jobs, floor }: { jobs: Job[]; floor: (job: Job, head: string) => Change[] },
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [index, job] of jobs.entries()) {
    if (index % 10 === 0) say(`Deploying ${what} apps: ${index} of ${jobs.length}`);
    await smithd.settle();
    const deployment = await timeDeployment(smithd, branch, job);
    await smithd.settle();
    samples.push({ ...deployment, floor: await pusher.push((head) => floor(job, head)) });
  }
  return samples.slice(WARM_UP);
}

async function timeDeployment(smithd: Smithd, branch: Ref, job: Job): Promise<Omit<Sample, "floor">> {
  const [landedAt, { id, sentAt, acceptedAt }] = await Promise.all([branch.moved(), smithd.deploy(job)]);
  if ((await smithd.deployed(id)) !== branch.read()) throw new Error("The branch is not at our commit.");
  return { accepted: landedAt - acceptedAt, sent: landedAt - sentAt };
}

function rowsOf(running: Sample[], added: Sample[]): Measurement[] {
  const p95 = (values: number[]) => quantile(values, 0.95);
  return [
    { ...row(`running apps, median of ${running.length}`, running, median, "accepted"), limit: LIMIT },
    row("running apps, 95th percentile", running, p95, "accepted"),
    row("running apps, median from the request's sending", running, median, "sent"),
    row(`apps new to the environment, median of ${added.length}`, added, median, "accepted"),
  ];
}

const row = (
  name: string,
  samples: Sample[],
  of: (values: number[]) => number,
  key: "accepted" | "sent",
): Measurement => ({
  case: name,
  value: of(samples.map((sample) => sample[key])),
  floor: of(samples.map(({ floor }) => floor)),
  unit: "ms",
});
