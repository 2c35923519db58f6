import { readFileSync } from "node:fs";
import { pino } from "pino";
import type { Config } from "../config.ts";
import { started } from "../lean-memory.ts";
import { startSmithd, type Smithd } from "../smithd.ts";

/** How long smithd takes to finish after SIGTERM before it gives up, in milliseconds; Kubernetes kills after 30 seconds. */
const STOP_WITHIN = 20_000;

/** Runs smithd until a signal ends it. */
export async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel, base: null });
  const smithd = await startSmithd(config, log);
  started();
  greet(smithd);
  const signal = await nextSignal();
  log.info({ signal }, "stopping: finishing what is being written");
  // Whatever is cut off is found again at the next start.
  const giveUp = setTimeout(() => {
    log.error("not finished within 20 seconds; giving up");
    process.exit(1);
  }, STOP_WITHIN);
  await smithd.stop();
  clearTimeout(giveUp);
  log.info("stopped");
}

function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
      process.once(signal, () => resolve(signal));
  });
}

/** For the person at the terminal. A log never holds the key. */
function greet({ url, firstKeyFile }: Smithd): void {
  if (!process.stderr.isTTY) {
    if (firstKeyFile) console.error(`smithd: the first API key is in ${firstKeyFile}`);
    return;
  }
  console.error(`\n  smithd is ready at ${url}`);
  if (firstKeyFile) {
    console.error(`  The first API key, shown only now and kept in ${firstKeyFile}:\n`);
    console.error(`    ${readFileSync(firstKeyFile, "utf8").trim()}`);
  }
  console.error(`\n  Ctrl-C stops it.\n`);
}
