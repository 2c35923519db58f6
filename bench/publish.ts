import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../clients/client.ts";
import { filesOf } from "../tests/support/publish.ts";
import type { Benchmark, Measurement, Scene } from "./benchmark.ts";
import { NAMESPACE } from "./support/apps.ts";
import type { Stored, ToStore } from "./support/bare-s3.ts";
import { build, dist } from "./support/built.ts";
import { makeRepository } from "./support/gitops.ts";
import { manifests, usual } from "./support/manifests.ts";
import { startHelper, timeRun, type Helper } from "./support/processes.ts";
import { launch } from "./support/smithd.ts";
import { median } from "./support/statistics.ts";
import { openStorage, type Storage } from "./support/storage.ts";

const APP = "shop";
/** A version.yml is one of them; the last is what a version may have. */
const SIZES = [2, 20, 500];
const ROUNDS = 9;
/** For the largest. */
const LIMIT = 1.5;

export const publish: Benchmark = {
  measures: `\`forge publish\` to an S3 server, against putting the same files there, reading them and putting them there again`,
  async run(scene) {
    const stage = await setStage(scene);
    const samples = new Map(SIZES.map((size) => [size, [] as Sample[]]));
    for (let round = 0; round <= ROUNDS; round++)
      for (const [size, taken] of samples) {
        scene.say(`Publishing ${size} files: ${round} of ${ROUNDS}`);
        const sample = await compare(stage, size, `v${round}-${size}`);
        // In the first, code is compiled and connections are opened.
        if (round > 0) taken.push(sample);
      }
    return [...samples].flatMap(([size, taken]) => rowsOf(size, taken));
  },
};

interface Stage {
  folder: string;
  storage: Storage;
  floor: Helper<ToStore, Stored>;
  /** What forge sees of the machine. */
  env: Record<string, string>;
}

async function setStage(scene: Scene): Promise<Stage> {
  const { say, cleanUp } = scene;
  const folder = await mkdtemp(join(tmpdir(), "deploysmith-bench-"));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const storage = await openStorage(scene);
  say("Building");
  build();
  const data = join(folder, "data");
  await mkdir(data);
  makeRepository(join(folder, "remote.git"), []);
  const { url, stop } = await launch(join(folder, "remote.git"), data, storage.settings);
  cleanUp.defer(stop);
  const apiKey = (await readFile(join(data, "first-api-key"), "utf8")).trim();
  const client = connect({ url, apiKey, userAgent: "bench" });
  await client.appRegister({ body: { name: APP, namespace: NAMESPACE } });
  const floor = startHelper<ToStore, Stored>("bare-s3.ts");
  cleanUp.defer(() => floor.stop());
  const env = { HOME: folder, TMPDIR: folder, DEPLOYSMITH_URL: url, DEPLOYSMITH_API_KEY: apiKey };
  return { folder, storage, floor, env };
}

interface Sample {
  /** Milliseconds from before forge is started until it has ended. */
  ours: number;
  floor: Stored;
}

/** Publishes a version, and then has its files stored beside it. */
async function compare(
  { folder, storage, floor, env }: Stage,
  size: number,
  version: string,
): Promise<Sample> {
  const files = Object.entries(
    filesOf({ app: APP, version, files: manifests(version, { count: size - 1, bytesOf: usual }) }),
  );
  const source = join(folder, version);
  await mkdir(source);
  for (const [path, text] of files) await writeFile(join(source, path), text);
  const ours = await timeRun(
    process.execPath,
    [dist("forge", "forge.js"), "publish", source, "--app", APP, "--version", version],
    env,
  );
  const stored = await floor.ask({
    location: storage.location(`floor/${version}/`),
    credentials: storage.credentials,
    files: files.map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
  });
  return { ours, floor: stored };
}

function rowsOf(size: number, samples: Sample[]): Measurement[] {
  const row = (name: string, floor: (sample: Sample) => number): Measurement => ({
    case: `${size} files, ${name}`,
    value: median(samples.map(({ ours }) => ours)),
    floor: median(samples.map(floor)),
    unit: "ms",
  });
  const stored = row(`median of ${samples.length}`, ({ floor }) => floor.all);
  const limit = size === Math.max(...SIZES) && { limit: LIMIT };
  return [{ ...stored, ...limit }, row("over a plain upload", ({ floor }) => floor.upload)];
}
