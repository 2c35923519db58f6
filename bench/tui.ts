import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keys, openTerminal, type Terminal } from "../tests/support/terminal.ts";
import type { Benchmark, Measurement, Scene } from "./benchmark.ts";
import { bareTerminal } from "./support/bare-terminal.ts";
import { build, dist } from "./support/built.ts";
import { makeRepository } from "./support/gitops.ts";
import { resident } from "./support/resident.ts";
import { seed } from "./support/seed.ts";
import { BIG } from "./support/seeded-versions.ts";
import { smithdOn } from "./support/smithd.ts";
import { median } from "./support/statistics.ts";

const APPS = 10_000;
const VERSIONS = 100_000;
const SIZE = { columns: 200, rows: 50 };
const STARTS = 9;
const KEYS = 60;
/** Milliseconds, milliseconds and MiB. */
const LIMIT = { key: 16, start: 600, memory: 200 };
/** How far down the versions one goes. */
const PAGES_DOWN = 100;

const appName = (index: number) => `app-${String(index).padStart(5, "0")}`;
const names = Array.from({ length: APPS - 1 }, (_, index) => appName(index));

export const tui: Benchmark = {
  measures: `the interactive UI on a terminal of ${SIZE.columns}×${SIZE.rows} with ${APPS} apps and ${VERSIONS} versions, half of them of one app, against a program that writes ready frames`,
  async run(scene) {
    const env = await serve(scene);
    const starts = await measureStarts(scene, env);
    return [starts, ...(await measureKeys(scene, env))];
  },
};

type Env = Record<string, string | undefined>;

/** A smithd with all of that, and what leads to it. */
async function serve({ say, cleanUp }: Scene): Promise<Env> {
  const folder = await mkdtemp(join(tmpdir(), "deploysmith-bench-"));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  say("Building");
  build();
  const [remote, data] = [join(folder, "remote.git"), join(folder, "data")];
  await mkdir(data);
  say("Making the GitOps repository");
  makeRepository(remote, [BIG, ...names]);
  const file = join(data, "smithd.db");
  await seed({ kind: "sqlite", file }, { count: VERSIONS, repository: remote, say, small: names });
  const smithd = await smithdOn({ remote, data });
  cleanUp.defer(() => smithd.stop());
  // smithd's first list of all is not what is measured.
  await smithd.client.appList({ query: { limit: 200 } });
  return {
    PATH: process.env["PATH"],
    HOME: folder,
    DEPLOYSMITH_URL: smithd.url,
    DEPLOYSMITH_API_KEY: smithd.headers["authorization"]!.replace("Bearer ", ""),
  };
}

const ours = (env: Env) =>
  openTerminal(process.execPath, [dist("smithctl", "smithctl.js")], { ...SIZE, env });
const floor = (env: Env) => openTerminal(process.execPath, bareTerminal(SIZE), { ...SIZE, env });

async function measureStarts({ say }: Scene, env: Env): Promise<Measurement> {
  const samples = { ours: [] as number[], floor: [] as number[] };
  for (let start = 0; start <= STARTS; start++) {
    say(`Starting each ${STARTS} times: ${start} done`);
    const measured = [
      await timeStart(ours(env), /app-\d{5}/),
      await timeStart(floor(env), /frame 0/),
    ] as const;
    // The first fills the compile cache.
    if (start === 0) continue;
    samples.ours.push(measured[0]);
    samples.floor.push(measured[1]);
  }
  const least = median(samples.floor);
  return {
    case: `from the start to the first apps, median of ${STARTS}`,
    value: median(samples.ours),
    floor: least,
    unit: "ms",
    limit: LIMIT.start / least,
  };
}

async function timeStart(terminal: Terminal, first: RegExp): Promise<number> {
  const startedAt = performance.now();
  const milliseconds = await new Promise<number>((resolve) =>
    terminal.onOutput((text) => first.test(text) && resolve(performance.now() - startedAt)),
  );
  terminal.press(keys.ctrlC);
  await terminal.ended;
  return milliseconds;
}

async function measureKeys({ say, cleanUp }: Scene, env: Env): Promise<Measurement[]> {
  const [ui, least] = [ours(env), floor(env)];
  cleanUp.defer(() => [ui, least].forEach((terminal) => terminal.kill()));
  say("Reading all apps");
  await ui.shows(`${APPS} apps`);
  await least.shows("frame 0");
  const inList = await race(ui, least, times(KEYS, "j"));
  const byPage = await race(ui, least, times(KEYS, keys.pageDown));
  ui.press("/");
  await ui.shows("go on");
  const typed = Array.from({ length: KEYS }, (_, index) => (index % 2 === 0 ? "1" : "\x7f"));
  const filtering = await race(ui, least, typed);
  ui.press(keys.escape);
  await ui.shows(`${APPS} apps`);
  say(`Going down ${BIG}'s versions`);
  ui.press(`/${BIG}${keys.enter}`);
  await ui.shows("1 of");
  ui.press(keys.enter);
  await ui.shows(/versions[\s\S]*main-\d+/);
  const versions = await race(ui, least, times(PAGES_DOWN, keys.pageDown));
  return [
    row("one row down among the apps", inList),
    row("one page down among the apps", byPage),
    row("a character more or less in the filter", filtering),
    row(`one page down among ${VERSIONS / 2} versions`, versions),
    memoryRow(ui, least),
  ];
}

const times = (count: number, key: string) => Array.from({ length: count }, () => key);

interface Race {
  ours: number[];
  floor: number[];
}

const row = (name: string, { ours, floor }: Race): Measurement => ({
  case: `${name}, key to frame, median of ${ours.length}`,
  value: median(ours),
  floor: median(floor),
  unit: "ms",
  limit: LIMIT.key / median(floor),
});

const memoryRow = (ui: Terminal, least: Terminal): Measurement => {
  const floor = resident(String(least.pid)).peak;
  return {
    case: "memory at the most, after all of that",
    value: resident(String(ui.pid)).peak,
    floor,
    unit: "MiB",
    limit: LIMIT.memory / floor,
  };
};

/** Presses each key in both, one after the other. */
async function race(ui: Terminal, least: Terminal, pressed: string[]): Promise<Race> {
  const times: Race = { ours: [], floor: [] };
  for (const key of pressed) {
    times.ours.push(await timeKey(ui, key));
    times.floor.push(await timeKey(least, key));
  }
  return times;
}

/** Milliseconds of silence after which a frame is complete. */
const SILENCE = 60;

/** Milliseconds from a key to the last byte of the frame that it led to. */
function timeKey(terminal: Terminal, key: string): Promise<number> {
  return new Promise((resolve) => {
    let last = 0;
    let silence: NodeJS.Timeout | undefined;
    const pressedAt = performance.now();
    const stop = terminal.onOutput(() => {
      last = performance.now();
      clearTimeout(silence);
      silence = setTimeout(() => {
        stop();
        resolve(last - pressedAt);
      }, SILENCE);
    });
    terminal.press(key);
  });
}
