import type { Benchmark, Measurement } from "./benchmark.ts";
import { age } from "./deploy/age.ts";
import { crowd } from "./deploy/crowd.ts";
import { single } from "./deploy/single.ts";
import { sizes } from "./deploy/sizes.ts";

/** Each may be run alone. */
export const deployParts: Record<string, Benchmark> = {
  "deploy-single": single,
  "deploy-crowd": crowd,
  "deploy-sizes": sizes,
  "deploy-age": age,
};

export const deploy: Benchmark = {
  measures: `deployments: all of ${Object.keys(deployParts).join(", ")}`,
  async run(scene) {
    const rows: Measurement[] = [];
    for (const part of Object.values(deployParts)) {
      // What one part leaves running would take from the next.
      const cleanUp = scene.cleanUp.use(new AsyncDisposableStack());
      rows.push(...(await part.run({ ...scene, cleanUp })));
      await cleanUp.disposeAsync();
    }
    return rows;
  },
};
