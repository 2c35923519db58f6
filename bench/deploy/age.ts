import { join } from "node:path";
import type { Benchmark, Measurement, Scene } from "../benchmark.ts";
import { writtenFolder } from "../support/apps.ts";
import { barePusher, type Pusher } from "../support/bare-push.ts";
import { build } from "../support/built.ts";
import { tidy } from "../support/gitops.ts";
import type { Crowd, Served } from "../support/many-clients.ts";
import { startHelper } from "../support/processes.ts";
import { jobsOf, type Job } from "../support/smithd.ts";
import { median } from "../support/statistics.ts";
import {
  apps,
  neighbourOf,
  restart,
  setStage,
  spread,
  timeDeployment,
  WARM_UP,
  type Stage,
} from "./stage.ts";

const APPS = 1000;
/** The first and the last are of these, one at a time. */
const SINGLE = spread(55, APPS);
const [FIRST, ...OTHERS] = ["v1", "v2", "v3", "v4", "v5"];
const LAST = "v6";
/** Those between are asked for by many: one at a time they would take half an hour. */
const CLIENTS = 100;

const first = jobsOf(SINGLE, [FIRST]);
const between = [
  ...jobsOf(
    apps(APPS).filter((app) => !SINGLE.includes(app)),
    [FIRST],
  ),
  ...jobsOf(apps(APPS), OTHERS),
];
const last = jobsOf(SINGLE, [LAST]);
const BEFORE = first.length + between.length;

/** What was promised. */
const LIMITS = { median: 1.3, memory: 1.2 };

export const age: Benchmark = {
  measures: `from an accepted deployment to its commit on the remote after ${BEFORE} others, and what smithd holds in memory then, against the first (Linux)`,
  async run(scene) {
    build();
    const stage = await prepare(scene);
    const pusher = barePusher(stage.remote, stage.branch, join(stage.folder, "clone.git"));
    const young = await deployOneByOne(stage, pusher, first, scene);
    await deployTogether(stage, scene);
    tidy(stage.remote);
    const old = await deployOneByOne(stage, pusher, last, scene);
    const taken = first.length - WARM_UP;
    const row = (name: string, key: "ours" | "push"): Measurement => ({
      case: `${name} after ${BEFORE} deployments, median of ${taken}`,
      value: median(old[key]),
      floor: median(young[key]),
      unit: "ms",
    });
    return [
      { ...row("a deployment", "ours"), limit: LIMITS.median },
      row("a bare push", "push"),
      {
        case: `in memory after ${BEFORE} deployments, against ${first.length}`,
        value: old.memory,
        floor: young.memory,
        unit: "MiB",
        limit: LIMITS.memory,
      },
    ];
  },
};

/** With everything published that will be deployed, and a smithd that holds nothing of that. */
async function prepare(scene: Scene): Promise<Stage> {
  const stage = await setStage(scene, APPS);
  scene.say(`Publishing ${1 + OTHERS.length} versions of ${APPS} apps`);
  await stage.smithd.offer(apps(APPS), [FIRST, ...OTHERS]);
  await stage.smithd.offer(SINGLE, [LAST]);
  return restart(stage, scene);
}

interface Window {
  /** Milliseconds. */
  ours: number[];
  push: number[];
  /** MiB, at its end. */
  memory: number;
}

/** With a bare push after each, which tells what became of the remote meanwhile. */
async function deployOneByOne(stage: Stage, pusher: Pusher, jobs: Job[], { say }: Scene): Promise<Window> {
  const ours: number[] = [];
  const push: number[] = [];
  for (const [index, job] of jobs.entries()) {
    if (index % 10 === 0) say(`Deploying ${job.version}, one at a time: ${index} of ${jobs.length}`);
    ours.push((await timeDeployment(stage, job)).answered);
    await stage.smithd.settle();
    const { app, version, environment } = job;
    const { landed } = await pusher.push(() => [writtenFolder(neighbourOf(app), version, environment)]);
    push.push(landed);
  }
  await stage.smithd.settle();
  return { ours: ours.slice(WARM_UP), push: push.slice(WARM_UP), memory: stage.smithd.memory() };
}

/** Each asks for the next when one is written: else what is still queued would be superseded. */
async function deployTogether({ smithd: { url, headers } }: Stage, { say, cleanUp }: Scene): Promise<void> {
  const clients = startHelper<Crowd, Served>("many-clients.ts");
  cleanUp.defer(() => clients.stop());
  for (let at = 0; at < between.length; at += APPS) {
    say(`Deploying what lies between: ${at} of ${between.length}`);
    const jobs = between.slice(at, at + APPS);
    const { failed } = await clients.ask({ url, headers, jobs, clients: CLIENTS, wait: true });
    if (failed > 0) throw new Error(`${failed} of ${jobs.length} deployments were not written.`);
  }
}
