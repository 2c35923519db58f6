import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Client } from "../clients/client.ts";
import { isProblem } from "../clients/problems.ts";
import { publish } from "../tests/support/publish.ts";
import type { Benchmark } from "./benchmark.ts";
import { NAMESPACE } from "./support/apps.ts";
import { build, dist } from "./support/built.ts";
import { makeRepository } from "./support/gitops.ts";
import { launch } from "./support/smithd.ts";
import { quantile } from "./support/statistics.ts";

const SECONDS = 15;
/** Milliseconds, whatever is published meanwhile. */
const MOST = 50;
const APP = "hostile";

const MIB = 1024 * 1024;
const filled = (text: string) => text.repeat(Math.floor((MIB - 1) / text.length));

/** Files of 1 MiB that keep a reader of YAML as busy as any that were found. */
const FILES = {
  "lists-in-lists.yaml": filled("["),
  "values.yaml": `[${filled("a,").slice(0, -4)}]`,
  "anchors.yaml": filled("&a "),
  "keys.yaml": filled("? "),
  "documents.yaml": filled("--- a\n"),
  "errors.yaml": filled("a: b: c\n"),
  "aliases.yaml": `a: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefghij"].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${"abcdefghij"[index]}`).join(",")}]`).join("\n")}`,
};

export const hostile: Benchmark = {
  measures: `p99 of /livez for ${SECONDS} s while hostile versions are published one after another, against a smithd at rest`,
  async run({ say, cleanUp }) {
    const folder = await mkdtemp(join(tmpdir(), "deploysmith-bench-"));
    cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
    say("Building");
    build();
    const data = join(folder, "data");
    await mkdir(data);
    makeRepository(join(folder, "remote.git"), []);
    const { url, stop } = await launch(join(folder, "remote.git"), data, {}, dist("smithd", "smithd.js"));
    cleanUp.defer(stop);
    const apiKey = (await readFile(join(data, "first-api-key"), "utf8")).trim();
    const client = connect({ url, apiKey, userAgent: "bench" });
    await client.appRegister({ body: { name: APP, namespace: NAMESPACE } });
    say("At rest");
    const rest = await ask(url);
    say("While hostile versions are published");
    const end = new AbortController();
    const publishing = publishHostile(client, end.signal);
    const busy = await ask(url);
    end.abort();
    const refused = await publishing;
    const floor = quantile(rest, 0.99);
    return [
      {
        case: `p99 of /livez, ${refused} hostile versions meanwhile`,
        value: quantile(busy, 0.99),
        floor,
        unit: "ms",
        limit: MOST / floor,
      },
    ];
  },
};

/** How long /livez took, asked a hundred times a second. */
async function ask(url: string): Promise<number[]> {
  const times: number[] = [];
  for (const end = performance.now() + SECONDS * 1000; performance.now() < end; await sleep(10)) {
    const startedAt = performance.now();
    await (await fetch(`${url}/livez`)).text();
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Returns how many were refused. */
async function publishHostile(client: Client, signal: AbortSignal): Promise<number> {
  let refused = 0;
  for (const files = Object.entries(FILES); !signal.aborted; refused++) {
    const [path, text] = files[refused % files.length]!;
    try {
      await publish(client, { app: APP, version: `v${refused}`, files: { [path]: text } });
      throw new Error(`${path} was published.`);
    } catch (error) {
      if (!isProblem(error, "manifests-invalid")) throw error;
    }
  }
  return refused;
}
