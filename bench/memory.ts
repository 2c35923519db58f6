import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Client } from "../clients/client.ts";
import { finished } from "../tests/support/publish.ts";
import type { Benchmark, Measurement, Scene } from "./benchmark.ts";
import { NAMESPACE } from "./support/apps.ts";
import { build, dist } from "./support/built.ts";
import { publishTogether } from "./support/crowd.ts";
import { makeRepository } from "./support/gitops.ts";
import { processWith, resident } from "./support/resident.ts";
import { launch } from "./support/smithd.ts";
import { openStorage, type Storage } from "./support/storage.ts";

const PUBLISHERS = 20;
const FILES = 500;
/** Each of them publishes one after the other: what is not given back adds up. */
const VERSIONS = ["v1", "v2"];
/** MiB, however much smithd needs at rest. */
const MOST = 250;

interface Crowd {
  name: string;
  bytesOf: (index: number) => number;
  /** Whether each version is deployed by a policy, too. */
  deploys: boolean;
}

const crowds: Crowd[] = [
  { name: "2 to 4 KiB each", bytesOf: (index) => (2 + (index % 3)) * 1024, deploys: false },
  // All of them make 10 MiB, with which a version is at its limit.
  { name: "20 KiB each, deployed by a policy", bytesOf: () => 20 * 1024, deploys: true },
];

export const memory: Benchmark = {
  measures: `what smithd holds in memory at the most while ${PUBLISHERS} publish ${FILES} files each to an S3 server, against smithd at rest (Linux)`,
  async run(scene) {
    const folder = await mkdtemp(join(tmpdir(), "deploysmith-bench-"));
    scene.cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
    const storage = await openStorage(scene);
    scene.say("Building");
    build();
    const rows: Measurement[] = [];
    for (const [index, crowd] of crowds.entries())
      rows.push(await measure(crowd, { ...scene, storage, folder: join(folder, String(index)) }));
    return rows;
  },
};

interface Stage extends Scene {
  storage: Storage;
  /** Of this crowd. */
  folder: string;
}

/** With a smithd of its own, the built one: from its sources it would hold them as well. */
async function measure(crowd: Crowd, { storage, folder, say, cleanUp }: Stage): Promise<Measurement> {
  const data = join(folder, "data");
  await mkdir(data, { recursive: true });
  makeRepository(join(folder, "remote.git"), []);
  const smithd = await launch(
    join(folder, "remote.git"),
    data,
    storage.settings,
    dist("smithd", "smithd.js"),
  );
  cleanUp.defer(() => smithd.stop());
  const apiKey = (await readFile(join(data, "first-api-key"), "utf8")).trim();
  // The last of them waits until all the others are published.
  const client = connect({ url: smithd.url, apiKey, userAgent: "bench", timeoutMs: 600_000 });
  const apps = await register(client, crowd);
  const pid = processWith("SMITHD_DATA_DIR", data);
  const rest = resident(pid).now;
  for (const version of VERSIONS) {
    say(`${PUBLISHERS} publish ${FILES} files, ${crowd.name}: ${version}`);
    const deployments = await publishTogether(client, apps, {
      version,
      files: FILES,
      bytesOf: crowd.bytesOf,
    });
    say(`All are published: ${Math.round(resident(pid).peak)} MiB`);
    for (const deployment of deployments) await finished(client, deployment);
    say(`${deployments.length} are deployed: ${Math.round(resident(pid).peak)} MiB`);
  }
  return {
    case: `${PUBLISHERS} × ${FILES} files, ${crowd.name}`,
    value: resident(pid).peak,
    floor: rest,
    unit: "MiB",
    limit: MOST / rest,
  };
}

async function register(client: Client, { deploys }: Crowd): Promise<string[]> {
  const apps = Array.from({ length: PUBLISHERS }, (_, index) => `app-${String(index).padStart(2, "0")}`);
  for (const app of apps) {
    await client.appRegister({ body: { name: app, namespace: NAMESPACE } });
    const body = { environment: "staging", branches: ["main"] };
    if (deploys) await client.policyPut({ path: { app, policy: "main" }, body });
  }
  return apps;
}
