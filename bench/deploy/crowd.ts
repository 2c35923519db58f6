import { join } from "node:path";
import type { Benchmark, Measurement, Scene } from "../benchmark.ts";
import { build } from "../support/built.ts";
import { engines, type Engine } from "../support/databases.ts";
import { makeRepository } from "../support/gitops.ts";
import { commitsByDeployment, follower, movesOf } from "../support/history.ts";
import type { Crowd, Served } from "../support/many-clients.ts";
import { startHelper, type Helper } from "../support/processes.ts";
import { jobsOf, smithdOn, type Job, type Smithd } from "../support/smithd.ts";
import { median } from "../support/statistics.ts";
import { apps, makeFolder } from "./stage.ts";

const APPS = 1000;
const CLIENTS = 50;
/** Each to every environment; in the first round code is compiled and files are read for the first time. */
const VERSIONS = ["v1", "v2"];
/** What was promised. */
const LEAST_PER_SECOND = 200;
const MOST_PUSHES = 15;

export const crowd: Benchmark = {
  measures: `${APPS} deployments of as many apps, asked for at once by ${CLIENTS} clients, against bare pushes of the same commits`,
  async run(scene) {
    build();
    const clients = startHelper<Crowd, Served>("many-clients.ts");
    scene.cleanUp.defer(() => clients.stop());
    const rows: Measurement[] = [];
    for (const setUp of engines) {
      const engine = await setUp(scene);
      const say = (progress: string) => scene.say(`${engine.name}: ${progress}`);
      rows.push(...rowsOf(engine.name, await measure(engine, clients, { ...scene, say })));
    }
    return rows;
  },
};

interface Round {
  /** Milliseconds. */
  took: number;
  pushes: number;
  /** Deployments that the history has exactly once. */
  there: number;
  /** Milliseconds of bare pushes of the same commits. */
  floor: number;
}

async function measure(engine: Engine, clients: Helper<Crowd, Served>, scene: Scene): Promise<Round[]> {
  const folder = await makeFolder(scene);
  const remote = join(folder, "remote.git");
  makeRepository(remote, apps(APPS));
  const behind = follower(remote, folder);
  const smithd = await prepare(engine, { folder, remote }, scene);
  const rounds: Round[] = [];
  const jobs = jobsOf(apps(APPS), VERSIONS);
  for (let at = 0; at < jobs.length; at += APPS) {
    const asked = jobs.slice(at, at + APPS);
    scene.say(`Asking for ${APPS} deployments: ${at / APPS + 1} of ${jobs.length / APPS}`);
    const { moves, accepted, ...round } = await askTogether(smithd, remote, clients, asked);
    scene.say(`Accepted after ${Math.round(accepted)} ms, deployed after ${Math.round(round.took)} ms`);
    rounds.push({ ...round, pushes: moves.length, floor: await behind.follow(moves) });
  }
  return rounds.slice(1);
}

/** With everything published that will be deployed, and a smithd that holds nothing of that. */
async function prepare(
  engine: Engine,
  { folder, remote }: { folder: string; remote: string },
  { say, cleanUp }: Scene,
): Promise<Smithd> {
  const data = join(folder, "data");
  const place = { remote, data, database: await engine.create("crowd", data) };
  const publisher = await smithdOn(place);
  cleanUp.defer(() => publisher.stop());
  say(`Publishing ${VERSIONS.length} versions of ${APPS} apps`);
  await publisher.offer(apps(APPS), VERSIONS);
  await publisher.stop();
  const smithd = await smithdOn(place);
  cleanUp.defer(() => smithd.stop());
  return smithd;
}

async function askTogether(
  { url, headers }: Smithd,
  remote: string,
  clients: Helper<Crowd, Served>,
  jobs: Job[],
): Promise<Omit<Round, "pushes" | "floor"> & { accepted: number; moves: string[] }> {
  const before = movesOf(remote);
  const { ids, ended, accepted } = await clients.ask({ url, headers, jobs, clients: CLIENTS, wait: false });
  const counts = commitsByDeployment(remote, before.at(-1)!);
  const there = ids.filter((id) => counts.get(id) === 1).length;
  return { took: ended, accepted, there, moves: movesOf(remote).slice(before.length) };
}

function rowsOf(name: string, rounds: Round[]): Measurement[] {
  const perSecond = (times: number[]) => APPS / (median(times) / 1000);
  const least = perSecond(rounds.map(({ floor }) => floor));
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return [
    {
      case: `${name}: ${APPS} at once, median of ${rounds.length}, at least ${LEAST_PER_SECOND} a second`,
      value: perSecond(rounds.map(({ took }) => took)),
      floor: least,
      unit: "deployments/s",
      limit: least / LEAST_PER_SECOND,
    },
    {
      case: `${name}: pushes for them, at the most`,
      value: Math.max(...rounds.map(({ pushes }) => pushes)),
      floor: 1,
      unit: "pushes",
      limit: MOST_PUSHES,
    },
    {
      case: `${name}: with one commit each, none lost`,
      value: sum(rounds.map(({ there }) => there)),
      floor: APPS * rounds.length,
      unit: "deployments",
      limit: 1,
    },
  ];
}
