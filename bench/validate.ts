import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createValidator } from "../manifests/index.ts";
import { kubeconform, type Kubeconform } from "../tests/support/opinions/kubeconform.ts";
import { versionOf } from "../tests/support/to-validate.ts";
import type { Benchmark, Measurement, Scene } from "./benchmark.ts";
import { build, dist } from "./support/built.ts";
import { measureRun } from "./support/processes.ts";
import { realisticManifests } from "./support/realistic-manifests.ts";
import { median } from "./support/statistics.ts";

const DOCUMENTS = 1000;
/** A definition, for which forge starts a thread, and an object that needs a schema. */
const FIRST = 2;
const ROUNDS = 7;
/** At least half of kubeconform's documents per second. */
const LIMIT = 2;

export const validate: Benchmark = {
  measures: `validating ${DOCUMENTS} realistic manifests on one core, against kubeconform with the same Kubernetes schemas`,
  async run({ say, cleanUp }) {
    const scene = await setScene({ say, cleanUp });
    const samples = { forge: contest(), smithd: contest(), kubeconform: contest() };
    // The first round fills caches.
    for (let round = -1; round < ROUNDS; round++) {
      say(`Round ${round + 1} of ${ROUNDS}`);
      for (const who of ["forge", "smithd", "kubeconform"] as const)
        for (const amount of ["first", "all"] as const) {
          const time = await scene[who](amount);
          if (round >= 0) samples[who][amount].push(time);
        }
    }
    await scene.close();
    const startUp = (who: keyof typeof samples) => median(samples[who].first);
    const perSecond = (who: keyof typeof samples) =>
      ((DOCUMENTS - FIRST) / (median(samples[who].all) - startUp(who))) * 1000;
    const rate = (name: string, who: "forge" | "smithd"): Measurement => ({
      case: name,
      value: perSecond(who),
      floor: perSecond("kubeconform"),
      unit: "docs/s",
      limit: LIMIT,
    });
    return [
      rate("forge validate, after start-up", "forge"),
      rate("smithd's validation thread", "smithd"),
      {
        case: `start-up and ${FIRST} documents: forge validate`,
        value: startUp("forge"),
        floor: startUp("kubeconform"),
        unit: "ms",
      },
    ];
  },
};

type Amount = "first" | "all";
const contest = (): Record<Amount, number[]> => ({ first: [], all: [] });

/** Each takes the milliseconds of a CPU, not of a clock: what runs beside it decides nothing, nor how many cores there are. */
async function setScene({ say, cleanUp }: Scene) {
  say("Building, and installing kubeconform where it is not there yet");
  build();
  const rival = await kubeconform();
  const folders = { first: await folderOf(FIRST, cleanUp), all: await folderOf(DOCUMENTS, cleanUp) };
  const forge = async (amount: Amount) =>
    (
      await measureRun(process.execPath, [
        ...[dist("forge", "forge.js"), "validate", folders[amount]],
        ...["--app", "api", "--namespace", "shop"],
      ])
    ).cpu;
  const validator = createValidator();
  const versionWith = (count: number) => versionOf(realisticManifests(count));
  const counts = { first: FIRST, all: DOCUMENTS };
  return {
    forge,
    smithd: async (amount: Amount) => {
      const version = versionWith(counts[amount]);
      const before = process.cpuUsage();
      const { violations } = await validator.validate(version);
      if (violations.length > 0) throw new Error(`A manifest is refused: ${JSON.stringify(violations[0])}`);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    },
    kubeconform: (amount: Amount) => checkWith(rival, folders[amount]),
    close: () => validator.close(),
  };
}

async function checkWith({ file, args }: Kubeconform, folder: string): Promise<number> {
  // It has no schema of CustomResourceDefinitions that it could compile.
  const { cpu } = await measureRun(file, [...args, "-n", "1", folder], { GOMAXPROCS: "1" });
  return cpu;
}

async function folderOf(count: number, cleanUp: Scene["cleanUp"]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "deploysmith-bench-"));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(realisticManifests(count)))
    await writeFile(join(folder, path), text);
  return folder;
}
