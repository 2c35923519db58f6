import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { direct, type GitChild } from "./standby.ts";

/** How a git command ended. */
export interface GitRun {
  /** Null where a signal ended it. */
  code: number | null;
  stdout: Buffer;
  stderr: string;
  /** Why we ended it before its time. */
  cut?: "timeout" | "closed" | "aborted" | "output";
  /** How long it took. */
  milliseconds: number;
}

export interface RunOptions {
  /** What the command reads; nothing where absent. */
  input?: Iterable<string | Uint8Array>;
  /** Milliseconds until the command and all it started are killed. */
  timeoutMs: number;
  /** With it, the time starts anew with each sign of life, and this (in milliseconds) is the limit for the whole. */
  limitMs?: number | undefined;
  /** Ends the command when it aborts. */
  signal?: AbortSignal;
  /** Takes what the command prints instead of the result; once it returns false the command is ended. */
  onOutput?: (chunk: Buffer) => boolean;
}

export interface Git {
  /** Rejects only where git cannot be started; how a command ended is in the result. */
  run(args: string[], options: RunOptions): Promise<GitRun>;
  /** Starts a command that is talked to for as long as it lives. Throws once this is closed. */
  start(args: string[]): GitChild;
  /** Kills what runs, and with it whatever it started; resolves once it is gone. Nothing is started any more. */
  close(): Promise<void>;
}

const MAX_STDOUT = 16 * 1024 * 1024;
const MAX_STDERR = 256 * 1024;
/** Milliseconds that git has to remove its lock files once it was told to end. */
const GRACE = 1000;

const NOT_STARTED: GitRun = {
  code: null,
  stdout: Buffer.alloc(0),
  stderr: "",
  cut: "closed",
  milliseconds: 0,
};

/** Runs git commands, each in the environment of that moment and in a process group of its own, so that none leaves helpers behind. */
export function createGit(environment: () => Record<string, string>, starter = direct): Git {
  const running = new Set<GitChild>();
  const closing = new AbortController();
  const start = (args: string[]) => {
    // Whoever waited for one that was ended goes on with another, which would keep the process alive.
    if (closing.signal.aborted) throw new Error("the GitOps repository is closed");
    const child = starter.start(args, environment());
    running.add(child);
    child.once("close", () => running.delete(child));
    child.once("error", () => running.delete(child));
    // A command that ends early closes its input; what it made of it shows in how it ended.
    child.stdin.on("error", () => {});
    return child;
  };
  // A group of its own is not ended with ours.
  const killAll = () => running.forEach((child) => killGroup(child, "SIGKILL"));
  process.once("exit", killAll);
  return {
    start,
    run: async (args, options) =>
      closing.signal.aborted ? NOT_STARTED : run(start(args), options, closing.signal),
    async close() {
      closing.abort();
      starter.close();
      const ended = [...running].map((child) => once(child, "close").catch(() => {}));
      killAll();
      process.removeListener("exit", killAll);
      await Promise.all(ended);
    },
  };
}

function run(child: GitChild, options: RunOptions, closing: AbortSignal): Promise<GitRun> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    let cut: GitRun["cut"];
    let force: NodeJS.Timeout | undefined;
    const stop = (why: NonNullable<GitRun["cut"]>) => {
      if (cut) return;
      cut = why;
      killGroup(child, "SIGTERM");
      force = setTimeout(() => {
        killGroup(child, "SIGKILL");
        // Something that left the group may hold the pipes open.
        child.stdout.destroy();
        child.stderr.destroy();
      }, GRACE);
    };
    const timer = setTimeout(() => stop("timeout"), options.timeoutMs);
    const limit =
      options.limitMs === undefined ? undefined : setTimeout(() => stop("timeout"), options.limitMs);
    const letGo = [onAbort(closing, () => stop("closed")), onAbort(options.signal, () => stop("aborted"))];
    const alive = () => options.limitMs !== undefined && !cut && timer.refresh();
    const { onOutput } = options;
    const stdout = onOutput ? [] : collect(child.stdout, MAX_STDOUT, alive, () => stop("output"));
    if (onOutput) child.stdout.on("data", (chunk: Buffer) => void (cut || onOutput(chunk) || stop("output")));
    const stderr = collect(child.stderr, MAX_STDERR, alive);
    const settle = () => {
      for (const each of [timer, limit, force]) clearTimeout(each);
      for (const each of letGo) each();
    };
    child.once("error", (cause) => {
      settle();
      reject(new Error(`git cannot be started: ${cause.message}. Is it installed?`, { cause }));
    });
    child.once("close", (code) => {
      settle();
      resolve({
        code,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString(),
        ...(cut && { cut }),
        milliseconds: performance.now() - startedAt,
      });
    });
    if (options.input) void pipeline(Readable.from(options.input), child.stdin).catch(() => {});
    else child.stdin.end();
  });
}

/** Calls `act` when, or if already, a signal aborts. Returns what stops waiting for it. */
function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  signal?.addEventListener("abort", act, { once: true });
  if (signal?.aborted) act();
  return () => signal?.removeEventListener("abort", act);
}

/** The first bytes that a stream gives; the rest is read and dropped, lest the writer block. */
function collect(stream: Readable, max: number, onData: () => unknown, onTooMuch = () => {}): Buffer[] {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    onData();
    if (size < max) chunks.push(chunk.subarray(0, max - size));
    size += chunk.length;
    if (size > max) onTooMuch();
  });
  return chunks;
}

export function killGroup({ pid }: GitChild, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}
