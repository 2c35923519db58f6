import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { build, dist } from "./support/built.ts";
import { timeRun } from "./support/processes.ts";
import { median } from "./support/statistics.ts";

const RUNS = 40;
/** Before any counts: the first fill the compile cache. */
const WARM_UP = 3;
const LIMIT = 2.5;

interface Start {
  name: string;
  command: string;
  args: string[];
  limit?: number;
}

/** The launcher finds its Node first, with a shell: that time is the shell's. */
const starts: Start[] = ["forge", "smithctl"].flatMap((program) => [
  {
    name: `${program} --version`,
    command: process.execPath,
    args: [dist(program, `${program}.js`), "--version"],
    limit: LIMIT,
  },
  { name: `${program} --version, with its launcher`, command: dist("bin", program), args: ["--version"] },
]);
const floor: Start = { name: "node -e 0", command: process.execPath, args: ["-e", "0"] };

export const startup: Benchmark = {
  measures: "what the built command lines take to print their version, against `node -e 0`",
  async run({ say, cleanUp }) {
    const folder = await mkdtemp(join(tmpdir(), "deploysmith-bench-"));
    cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
    say("Building");
    build();
    const samples = new Map([floor, ...starts].map((start) => [start, [] as number[]]));
    // Its own compile cache, so that every run of this benchmark begins alike.
    const env = { PATH: process.env["PATH"], HOME: folder, TMPDIR: folder };
    for (let run = -WARM_UP; run < RUNS; run++) {
      if (run % 10 === 0) say(`Starting each ${RUNS} times: ${run} done`);
      for (const [{ command, args }, times] of samples) {
        const time = await timeRun(command, args, env);
        if (run >= 0) times.push(time);
      }
    }
    const medianOf = (start: Start) => median(samples.get(start)!);
    return starts.map((start): Measurement => ({
      case: `${start.name}, median of ${RUNS}`,
      value: medianOf(start),
      floor: medianOf(floor),
      unit: "ms",
      ...(start.limit !== undefined && { limit: start.limit }),
    }));
  },
};
