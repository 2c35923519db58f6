import { join } from "node:path";
import type { Change } from "../../server/domain/ports.ts";
import type { Benchmark, Measurement, Scene } from "../benchmark.ts";
import { writtenFolder } from "../support/apps.ts";
import { barePusher, type Pushed, type Pusher } from "../support/bare-push.ts";
import { build } from "../support/built.ts";
import { cloneAndPush } from "../support/clone-and-push.ts";
import { environments, listed } from "../support/gitops.ts";
import { jobsOf, type Job } from "../support/smithd.ts";
import { median, quantile } from "../support/statistics.ts";
import { neighbourOf, setStage, spread, timeDeployment, WARM_UP, type Stage, type Timed } from "./stage.ts";

const APPS = 5000;
/** Each to two environments, in turns without and with waiting for the end. */
const RUNNING = { apps: spread(30, APPS), versions: ["v1", "v2", "v3", "v4"] };
const NEW = { apps: Array.from({ length: 20 }, (_, index) => `new-${String(index).padStart(2, "0")}`) };
const SCRIPTS = 3;
/** What was promised. */
const LIMITS = { median: 1.5, p99: 3, answer: 20, script: 1 / 100 };

export const single: Benchmark = {
  measures: `from an accepted deployment to its commit on the remote, one at a time, against a bare git push and a script that clones (${APPS} apps × ${environments.length} environments)`,
  async run(scene) {
    build();
    const stage = await setStage(scene, APPS);
    const { smithd, remote, branch, folder } = stage;
    scene.say("Publishing versions");
    await smithd.offer(RUNNING.apps, RUNNING.versions);
    await smithd.offer(NEW.apps, ["v1"]);
    const pusher = barePusher(remote, branch, join(folder, "clone.git"));
    const running = await deployRunning({ ...stage, pusher }, scene);
    const added = await deployNew({ ...stage, pusher }, scene);
    return rowsOf(running, added);
  },
};

type Watched = Stage & { pusher: Pusher };

interface Sample {
  deployed: Timed;
  pushed: Pushed;
}

interface Running {
  samples: Sample[];
  /** Milliseconds that an answer came after the commit. */
  answers: number[];
  scripts: number[];
}

/**
 * A deployment, a bare push, a deployment that is waited for, in turns, to the same remote. Between them smithd is made to
 * see the others' commits: else each deployment would be refused once and written again, which is another thing to measure.
 */
async function deployRunning(stage: Watched, { say }: Scene): Promise<Running> {
  const jobs = jobsOf(RUNNING.apps, RUNNING.versions);
  const rounds = jobs.length / 2;
  const running: Running = { samples: [], answers: [], scripts: [] };
  for (let round = 0; round < rounds; round++) {
    if (round % 10 === 0) say(`Deploying running apps: ${round} of ${rounds}`);
    const [job, waited] = jobs.slice(round * 2) as [Job, Job];
    // Other apps than smithd's, so that nobody finds another's files in place.
    const sample = await compare(stage, job, () => [
      writtenFolder(neighbourOf(job.app), job.version, job.environment),
    ]);
    const { answered } = await timeDeployment(stage, waited, { wait: true });
    if (round >= WARM_UP) {
      running.samples.push(sample);
      running.answers.push(-answered);
    }
    if ((round + 1) % (rounds / SCRIPTS) === 0) {
      say("Running the script");
      const other = { ...job, app: neighbourOf(job.app, 2) };
      running.scripts.push(await cloneAndPush(stage.remote, stage.branch, other));
    }
  }
  return running;
}

async function deployNew(stage: Watched, { say }: Scene): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [index, job] of jobsOf(NEW.apps, ["v1"]).entries()) {
    if (index % 10 === 0) say(`Deploying new apps: ${index} of ${NEW.apps.length * environments.length}`);
    const { app, version, environment } = job;
    // To the other environment: smithd knows the list that it wrote last, as where nobody else writes it.
    const other = environments.find((each) => each !== environment)!;
    const changes = (head: string) => [
      writtenFolder(`${app}-too`, version, other),
      listed(stage.remote, head, `${app}-too`, other),
    ];
    samples.push(await compare(stage, job, changes));
  }
  return samples.slice(WARM_UP);
}

async function compare(stage: Watched, job: Job, floor: (head: string) => Change[]): Promise<Sample> {
  const deployed = await timeDeployment(stage, job);
  // What smithd still does must not fall on the push.
  await stage.smithd.settle();
  return { deployed, pushed: await stage.pusher.push(floor) };
}

function rowsOf({ samples, answers, scripts }: Running, added: Sample[]): Measurement[] {
  const of = (taken: Sample[], key: keyof Timed) => taken.map(({ deployed }) => deployed[key]);
  const floor = (taken: Sample[]) => taken.map(({ pushed }) => pushed.landed);
  const told = median(samples.map(({ pushed }) => pushed.told));
  const p99 = (times: number[]) => quantile(times, 0.99);
  const ms = (name: string, value: number, least: number, limit?: number): Measurement => ({
    ...{ case: name, value, floor: least, unit: "ms" },
    ...(limit !== undefined && { limit }),
  });
  const accepted = of(samples, "answered");
  const sent = median(of(samples, "sent"));
  const least = median(floor(samples));
  return [
    ms(`running apps, median of ${samples.length}`, median(accepted), least, LIMITS.median),
    ms("running apps, 99th percentile", p99(accepted), least, LIMITS.p99),
    ms("running apps, 99th percentiles of both", p99(accepted), p99(floor(samples))),
    ms("running apps, median from the request's sending", sent, least),
    ms(
      `Prefer: wait, answer after the commit, median, ≤ ${LIMITS.answer} ms`,
      median(answers),
      told,
      LIMITS.answer / told,
    ),
    ms("Prefer: wait, answer after the commit, 99th percentile", p99(answers), told, LIMITS.answer / told),
    ms(
      `apps new to the environment, median of ${added.length}`,
      median(of(added, "answered")),
      median(floor(added)),
    ),
    ms(
      `running apps, against ${scripts.length} scripts, at least ${1 / LIMITS.script}×`,
      median(accepted),
      median(scripts),
      LIMITS.script,
    ),
    ms("running apps, from the request's sending, against the scripts", sent, median(scripts)),
  ];
}
