import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Client } from "../clients/client.ts";
import type { DatabaseConfig } from "../server/config.ts";
import type { Benchmark, Measurement, Scene } from "./benchmark.ts";
import { NAMESPACE } from "./support/apps.ts";
import type { Recording } from "./support/bare-koa.ts";
import { engines, openUp, type Engine } from "./support/databases.ts";
import { environments, makeRepository } from "./support/gitops.ts";
import type { Load, Loaded } from "./support/load-generator.ts";
import { DEPTH, listOf, PAGE, pagesAtDepth, type Position } from "./support/pages.ts";
import { startHelper, type Helper } from "./support/processes.ts";
import { timePublishes } from "./support/publishes.ts";
import { p99, perSecond, runRounds, type Result } from "./support/rounds.ts";
import { seed } from "./support/seed.ts";
import { BIG, SMALL } from "./support/seeded-versions.ts";
import { launch } from "./support/smithd.ts";
import { median } from "./support/statistics.ts";

const VERSIONS = 1_000_000;
const COURSE = { connections: 16, rounds: 9, milliseconds: 700 };
const FRESH_ROUNDS = 5;
const PUBLISHES = 25;
/** At least half as many requests per second as a bare Koa. */
const RATE_LIMIT = 2;
/** What depth, or all that is there already, may add. */
const FLAT_LIMIT = 1.2;

export const api: Benchmark = {
  measures: `requests with ${VERSIONS} versions there, half of them of one app and half of ${SMALL.length} others, against a bare Koa that returns the same bytes`,
  async run(scene) {
    const folder = await mkdtemp(join(tmpdir(), "deploysmith-bench-"));
    scene.cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
    const remote = join(folder, "remote.git");
    makeRepository(remote, [BIG, ...SMALL]);
    const load = startHelper<Load, Loaded>("load-generator.ts");
    scene.cleanUp.defer(() => load.stop());
    const rows: Measurement[] = [];
    for (const setUp of engines) {
      const engine = await setUp(scene);
      const say = (progress: string) => scene.say(`${engine.name}: ${progress}`);
      const measured = await measure(engine, { ...scene, say, folder, remote, load });
      rows.push(...measured.map((row) => ({ ...row, case: `${engine.name}: ${row.case}` })));
    }
    return rows;
  },
};

interface Stage extends Scene {
  folder: string;
  remote: string;
  load: Helper<Load, Loaded>;
}

async function measure(engine: Engine, stage: Stage): Promise<Measurement[]> {
  const full = await serve(engine, "full", stage, (config) =>
    seed(config, { count: VERSIONS, repository: stage.remote, say: stage.say }),
  );
  const deep = await pagesAtDepth(full.config);
  await expectPage(full, deep[0]!);
  const lists = await raceLists(full, deep, stage);
  stage.say("Asking for pages that nobody has asked for");
  const fresh = await askAnew(full, deep, stage.load);
  stage.say("Publishing");
  const empty = await serve(engine, "empty", stage);
  const publishes = await timePublishes(full.client, empty.client, PUBLISHES);
  return [
    ...lists.rows,
    p99Row(
      `page ${DEPTH} of ${PAGE} against first pages, 99th percentile`,
      lists.deep.ours,
      lists.first.ours,
    ),
    p99Row(`the same where nobody has asked for them, 99th percentile`, fresh.deep, fresh.first),
    {
      case: "first pages that nobody has asked for",
      value: perSecond(fresh.first),
      floor: perSecond(lists.first.floor),
      unit: "req/s",
    },
    {
      case: `publishing, against an empty database, median of ${PUBLISHES}`,
      value: median(publishes.full),
      floor: median(publishes.empty),
      unit: "ms",
      limit: FLAT_LIMIT,
    },
  ];
}

interface Served {
  config: DatabaseConfig;
  url: string;
  headers: Record<string, string>;
  client: Client;
}

/** A smithd on a database of its own. */
async function serve(
  engine: Engine,
  name: string,
  { folder, remote, cleanUp }: Stage,
  fill?: (config: DatabaseConfig) => Promise<void>,
): Promise<Served> {
  const data = join(folder, `${engine.name}-${name}`);
  await mkdir(data);
  const config = await engine.create(name, data);
  await fill?.(config);
  const apiKey = await openUp(config);
  const settings = config.kind === "postgres" ? { SMITHD_DATABASE_URL: config.url } : {};
  const { url, stop } = await launch(remote, data, settings);
  cleanUp.defer(stop);
  const client = connect({ url, apiKey, userAgent: "bench" });
  return { config, url, client, headers: { authorization: `Bearer ${apiKey}` } };
}

/** Else what is taken for the ten-thousandth page might be any. */
async function expectPage({ url, headers }: Served, { path, first }: Position): Promise<void> {
  const { items } = (await (await fetch(url + path, { headers })).json()) as { items: { id: string }[] };
  if (items.length !== PAGE || items[0]!.id !== first) throw new Error(`${path} is not page ${DEPTH}.`);
}

async function raceLists({ url, headers }: Served, deep: Position[], { load, say, cleanUp }: Stage) {
  const contests = [
    { name: "first pages of 500 apps", paths: SMALL.slice(0, 500).map((app) => listOf(app)) },
    {
      name: `pages ${DEPTH} and on of one app`,
      paths: deep.filter((_, index) => index % PAGE === 0).map(({ path }) => path),
    },
    {
      name: `an environment of ${SMALL.length + 1} apps`,
      paths: environments.map((name) => `/v1/environments/${name}`),
    },
  ];
  say("Asking for lists");
  const floor = startHelper<Recording, string>("bare-koa.ts");
  cleanUp.defer(() => floor.stop());
  const floorUrl = await floor.ask({ url, headers, paths: contests.flatMap(({ paths }) => paths) });
  const results = await runRounds(contests, {
    ...COURSE,
    load,
    headers,
    urls: { ours: url, floor: floorUrl },
  });
  const rows = results.map((result, index) => rateRow(contests[index]!.name, result));
  return { rows, first: results[0]!, deep: results[1]! };
}

/** Each page once, after a commit: so all that smithd keeps of earlier answers is of no use. */
async function askAnew({ url, headers, client }: Served, deep: Position[], load: Helper<Load, Loaded>) {
  const paths = {
    first: SMALL.map((app) => listOf(app)),
    deep: deep
      .filter((_, index) => index % 10 === 5)
      .map(({ path }) => path)
      .slice(0, SMALL.length),
  };
  const rounds: Record<keyof typeof paths, Loaded[]> = { first: [], deep: [] };
  for (let round = 0; round < FRESH_ROUNDS; round++)
    for (const which of ["first", "deep"] as const) {
      await client.appRegister({ body: { name: `new-${which}-${round}`, namespace: NAMESPACE } });
      const { connections } = COURSE;
      rounds[which].push(await load.ask({ url, headers, connections, paths: paths[which] }));
    }
  return rounds;
}

const rateRow = (name: string, { ours, floor }: Result): Measurement => ({
  case: name,
  value: perSecond(ours),
  floor: perSecond(floor),
  unit: "req/s",
  limit: RATE_LIMIT,
});

const p99Row = (name: string, deep: Loaded[], first: Loaded[]): Measurement => ({
  case: name,
  value: p99(deep),
  floor: p99(first),
  unit: "ms",
  limit: FLAT_LIMIT,
});
