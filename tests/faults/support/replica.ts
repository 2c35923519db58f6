import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { connect, type Client } from "../../../clients/client.ts";
import { keepLog } from "./logs.ts";

const program = join(import.meta.dirname, "../../../dist/smithd/smithd.js");
/** Characters in which it says that it is ready. */
const START = 100_000;
const LOG = 2_000_000;
/** It is asked again by those who ask, who want to see every answer. */
const ASKED_ONCE = { patienceMs: 0, timeoutMs: 8_000 };

export interface ReplicaOptions {
  name: string;
  /** Its data folder. */
  folder: string;
  /** Beyond what leads to the folder and a port. */
  environment: Record<string, string | undefined>;
  apiKey: () => string;
}

/** One smithd, a process of its own, that is started again on the same data. */
export interface Replica {
  readonly name: string;
  readonly folder: string;
  /** Undefined while it cannot answer. */
  readonly client: Client | undefined;
  readonly isRunning: boolean;
  /** Resolves once it is ready. */
  start(environment?: Record<string, string>): Promise<void>;
  /** Resolves to whether it got ready: it may be killed on its way, or find that something is missing. */
  tryStart(): Promise<boolean>;
  /** Ends it at once, wherever it is. */
  kill(): Promise<void>;
  /** Lets it finish. */
  stop(): Promise<void>;
  /** SIGSTOP and SIGCONT. */
  pause(): void;
  resume(): void;
  /** Resolves when it has ended, whoever ended it. */
  ended(): Promise<unknown>;
  /** The end of what it said, over all its starts. */
  log(): string;
}

export function createReplica({ name, folder, environment, apiKey }: ReplicaOptions): Replica {
  let child: ChildProcess | undefined;
  let client: Client | undefined;
  let isPaused = false;
  let ending: Promise<unknown> = Promise.resolve();
  let log = "";
  keepLog(name, () => log);

  const start = async (more: Record<string, string> = {}) => {
    const env = { SMITHD_DATA_DIR: folder, SMITHD_LISTEN: "127.0.0.1:0", ...environment, ...more };
    isPaused = false;
    const started = spawn(process.execPath, [program], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    const endWithUs = () => started.kill("SIGKILL");
    process.once("exit", endWithUs);
    // Not "close": what it started may outlive it and hold its pipes open.
    ending = once(started, "exit").then(() => {
      process.removeListener("exit", endWithUs);
      if (child === started) [child, client] = [undefined, undefined];
    });
    const ready = Promise.withResolvers<string>();
    void ending.then(() => ready.reject(new Error(`smithd ${name} ended:\n${log.slice(-4000)}`)));
    let said = "";
    const listen = (text: string) => {
      log = `${log}${text}`.slice(-LOG);
      if (said.length > START) return;
      said = `${said}${text}`.slice(0, 100_000);
      const [, url] = /"url":"([^"]+)".*"smithd is ready"/.exec(said) ?? [];
      if (url !== undefined) ready.resolve(url);
    };
    for (const stream of [started.stdout, started.stderr]) stream.setEncoding("utf8").on("data", listen);
    const url = await ready.promise;
    client = connect({ url, apiKey: apiKey(), userAgent: "faults", ...ASKED_ONCE });
  };
  const end = async (signal: NodeJS.Signals) => {
    const ends = ending;
    child?.kill(signal);
    await ends;
  };
  return {
    name,
    folder,
    get client() {
      return isPaused ? undefined : client;
    },
    get isRunning() {
      return child !== undefined;
    },
    start,
    tryStart: () =>
      start().then(
        () => true,
        () => false,
      ),
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    pause() {
      isPaused = true;
      child?.kill("SIGSTOP");
    },
    resume() {
      isPaused = false;
      child?.kill("SIGCONT");
    },
    ended: () => ending,
    log: () => log,
  };
}
