/**
 * Runs one benchmark; without a name it lists them.
 *
 *   npm run bench -- NAME           prints a table
 *   npm run bench -- NAME --json    prints one JSON document
 *
 * Progress goes to stderr. Ends with 1 where something took more than it may, with 2 where there is no such benchmark.
 */
import { once } from "node:events";
import { toRow, type Benchmark } from "./benchmark.ts";
import { api } from "./api.ts";
import { deploy, deployParts } from "./deploy.ts";
import { hostile } from "./hostile.ts";
import { memory } from "./memory.ts";
import { publish } from "./publish.ts";
import { startup } from "./startup.ts";
import { table } from "./table.ts";
import { tui } from "./tui.ts";
import { validate } from "./validate.ts";

const benchmarks: Record<string, Benchmark> = {
  ...{ api, deploy, ...deployParts },
  ...{ hostile, memory, publish, startup, tui, validate },
};

const words = process.argv.slice(2);
const asJson = words.includes("--json");
const [name = "", ...others] = words.filter((word) => word !== "--json");
const benchmark = Object.hasOwn(benchmarks, name) && others.length === 0 ? benchmarks[name] : undefined;
if (benchmark) await run(name, benchmark);
else list();

function list(): void {
  console.error("Usage: npm run bench -- NAME [--json]\n");
  for (const [each, { measures }] of Object.entries(benchmarks)) console.error(`  ${each}  ${measures}`);
  process.exitCode = 2;
}

async function run(bench: string, { run, measures }: Benchmark): Promise<void> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => interruption.abort());
  const interrupted = once(interruption.signal, "abort").then(() => undefined);
  const say = (progress: string) => console.error(progress);
  const cleanUp = new AsyncDisposableStack();
  try {
    const measured = await Promise.race([run({ say, cleanUp }), interrupted]);
    if (measured) print(bench, measures, measured.map(toRow));
  } finally {
    await cleanUp.disposeAsync();
  }
  // What was interrupted may still be going on.
  if (interruption.signal.aborted) process.exit(130);
}

function print(bench: string, measures: string, rows: ReturnType<typeof toRow>[]): void {
  console.log(asJson ? JSON.stringify({ bench, rows }, undefined, 2) : `${measures}\n\n${table(rows)}`);
  if (rows.some(({ ok }) => ok === false)) process.exitCode = 1;
}
