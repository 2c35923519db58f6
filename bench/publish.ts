import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../clients/client.ts";
import { filesOf } from "../tests/support/publish.ts";
import type { Benchmark, Measurement, Scene } from "./benchmark.ts";
import { NAMESPACE } from "./support/apps.ts";
import type { ToStore } from "./support/bare-s3.ts";
import type { ToUpload } from "./support/bare-upload.ts";
import { build, dist } from "./support/built.ts";
import { makeRepository } from "./support/gitops.ts";
import { manifests, usual } from "./support/manifests.ts";
import { startHelper, timeRun, type Helper } from "./support/processes.ts";
import { launch } from "./support/smithd.ts";
import { median } from "./support/statistics.ts";
import { openStorage, signUploads, type Storage } from "./support/storage.ts";

const APP = "shop";
const UPLOADER = join(import.meta.dirname, "support", "bare-upload.ts");
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
  copier: Helper<ToStore, number>;
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
  const { url, stop } = await launch(
    join(folder, "remote.git"),
    data,
    storage.settings,
    dist("smithd", "smithd.js"),
  );
  cleanUp.defer(stop);
  const apiKey = (await readFile(join(data, "first-api-key"), "utf8")).trim();
  const client = connect({ url, apiKey, userAgent: "bench" });
  await client.appRegister({ body: { name: APP, namespace: NAMESPACE } });
  const copier = startHelper<ToStore, number>("bare-s3.ts");
  cleanUp.defer(() => copier.stop());
  const env = { HOME: folder, TMPDIR: folder, DEPLOYSMITH_URL: url, DEPLOYSMITH_API_KEY: apiKey };
  return { folder, storage, copier, env };
}

/** Milliseconds. */
interface Sample {
  /** From before forge is started until it has ended. */
  ours: number;
  upload: number;
  /** Of reading what was uploaded, and putting it there again. */
  copy: number;
  /** Of all three by one process that stays: nothing is started for it. */
  warm: number;
}

/** Publishes a version, and then has its files stored beside it. */
async function compare(stage: Stage, size: number, version: string): Promise<Sample> {
  const { folder, storage, copier, env } = stage;
  const source = join(folder, version);
  const files = await write(source, size, version);
  const ours = await timeRun(
    process.execPath,
    [dist("forge", "forge.js"), "publish", source, "--app", APP, "--version", version],
    env,
  );
  const prefix = `floor/${version}/`;
  const uploads = await signUploads(
    storage,
    prefix,
    files.map(({ path }) => path),
  );
  const job = join(folder, `${version}.json`);
  await writeFile(job, JSON.stringify({ folder: source, uploads } satisfies ToUpload));
  const upload = await timeRun(process.execPath, [UPLOADER, job], env);
  const { location, credentials } = storage;
  const copy = await copier.ask({ location: location(prefix), credentials, files });
  const again = { location: location(`warm/${version}/`), credentials, files, folder: source };
  return { ours, upload, copy, warm: await copier.ask(again) };
}

async function write(folder: string, size: number, version: string) {
  const texts = filesOf({
    app: APP,
    version,
    files: manifests(version, { count: size - 1, bytesOf: usual }),
  });
  await mkdir(folder);
  for (const [path, text] of Object.entries(texts)) await writeFile(join(folder, path), text);
  return Object.entries(texts).map(([path, text]) => ({ path, size: Buffer.byteLength(text) }));
}

function rowsOf(size: number, samples: Sample[]): Measurement[] {
  const row = (name: string, floor: (sample: Sample) => number): Measurement => ({
    case: `${size} files, ${name}`,
    value: median(samples.map(({ ours }) => ours)),
    floor: median(samples.map(floor)),
    unit: "ms",
  });
  const stored = row(`median of ${samples.length}`, ({ upload, copy }) => upload + copy);
  const limit = size === Math.max(...SIZES) && { limit: LIMIT };
  return [
    { ...stored, ...limit },
    row("over one process that stays", ({ warm }) => warm),
    row("over a plain upload", ({ upload }) => upload),
  ];
}
