import type { Benchmark, Scene } from "../benchmark.ts";
import { build } from "../support/built.ts";
import { jobsOf, type Job } from "../support/smithd.ts";
import { median } from "../support/statistics.ts";
import { setStage, spread, timeDeployment, WARM_UP, type Stage } from "./stage.ts";

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
    const times: { few: number[]; many: number[] } = { few: [], many: [] };
    for (let round = 0; round < rounds; round++) {
      if (round % 10 === 0) scene.say(`Deploying among few and among many: ${round} of ${rounds}`);
      times.few.push((await timeDeployment(few.stage, few.jobs[round]!)).answered);
      times.many.push((await timeDeployment(many.stage, many.jobs[round]!)).answered);
    }
    const medianOf = (all: number[]) => median(all.slice(WARM_UP));
    return [
      {
        case: `among ${MANY} apps, against ${FEW}, median of ${rounds - WARM_UP}`,
        value: medianOf(times.many),
        floor: medianOf(times.few),
        unit: "ms",
        limit: LIMIT,
      },
    ];
  },
};

async function prepare(scene: Scene, count: number): Promise<{ stage: Stage; jobs: Job[] }> {
  const stage = await setStage(scene, count);
  const apps = spread(RUNNING, count);
  await stage.smithd.offer(apps, VERSIONS);
  return { stage, jobs: jobsOf(apps, VERSIONS) };
}
