import { join } from "node:path";
import type { Benchmark, Measurement, Scene } from "../benchmark.ts";
import { writtenFolder } from "../support/apps.ts";
import { barePusher, type Pusher } from "../support/bare-push.ts";
import { build } from "../support/built.ts";
import { jobsOf, type Job } from "../support/smithd.ts";
import { median } from "../support/statistics.ts";
import { neighbourOf, setStage, spread, timeDeployment, WARM_UP, type Stage } from "./stage.ts";

const FEW = 100;
const MANY = 10_000;
/** Of either. */
const RUNNING = 28;
const VERSIONS = ["v1", "v2"];
/** What was promised. */
const LIMIT = 1.3;

export const sizes: Benchmark = {
  measures: `from an accepted deployment to its commit on the remote among ${MANY} apps, against ${FEW}`,
  async run(scene) {
    build();
    const few = await prepare(scene, FEW);
    const many = await prepare(scene, MANY);
    const rounds = few.jobs.length;
    for (let round = 0; round < rounds; round++) {
      if (round % 10 === 0) scene.say(`Deploying among few and among many: ${round} of ${rounds}`);
      for (const contest of [few, many]) await compete(contest, contest.jobs[round]!);
    }
    return rowsOf(few, many);
  },
};

/** One of the repositories; milliseconds of what was done in it. */
interface Contest {
  stage: Stage;
  pusher: Pusher;
  jobs: Job[];
  ours: number[];
  push: number[];
  handOver: number[];
}

async function prepare(scene: Scene, count: number): Promise<Contest> {
  const stage = await setStage(scene, count);
  const apps = spread(RUNNING, count);
  await stage.smithd.offer(apps, VERSIONS);
  const pusher = barePusher(stage.remote, stage.branch, join(stage.folder, "clone.git"));
  return { stage, pusher, jobs: jobsOf(apps, VERSIONS), ours: [], push: [], handOver: [] };
}

async function compete({ stage, pusher, ours, push, handOver }: Contest, job: Job): Promise<void> {
  ours.push((await timeDeployment(stage, job)).answered);
  await stage.smithd.settle();
  const { app, version, environment } = job;
  const next = (distance: number) => () => [writtenFolder(neighbourOf(app, distance), version, environment)];
  push.push((await pusher.push(next(1))).landed);
  handOver.push(await pusher.handOver(next(2)));
}

function rowsOf(few: Contest, many: Contest): Measurement[] {
  const of = (times: number[]) => median(times.slice(WARM_UP));
  const row = (name: string, value: number, floor: number): Measurement => ({
    ...{ case: `${name} among ${MANY} apps, against ${FEW}`, value, floor, unit: "ms" },
  });
  // Git reads and checks a tree of all apps for each push, on both sides.
  const grown = of(many.push) / of(few.push);
  return [
    { ...row("a deployment", of(many.ours), of(few.ours)), limit: LIMIT },
    row("a bare push", of(many.push), of(few.push)),
    {
      ...{ case: `what the remote's git alone takes among ${MANY} apps, against a deployment among ${FEW}` },
      ...{ value: of(many.handOver), floor: of(few.ours), unit: "ms" },
    },
    { ...row("a deployment, beside a bare push", of(many.ours), of(few.ours) * grown), limit: LIMIT },
  ];
}
