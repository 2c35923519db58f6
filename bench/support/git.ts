import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

/** No configuration of the machine or of whoever runs this: it must not make one side faster. */
const env = {
  PATH: process.env["PATH"],
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

/** Runs git where its time does not count. Returns what it printed. */
export const git = (args: string[], input?: Iterable<string | Uint8Array>): string =>
  gitBytes(args, input).toString().trim();

/** The same, of which each byte counts. */
export function gitBytes(args: string[], input?: Iterable<string | Uint8Array>): Buffer {
  const bytes = input && Buffer.concat([...input].map((part) => Buffer.from(part)));
  const stdio = [bytes ? "pipe" : "ignore", "pipe", "inherit"] as const;
  return execFileSync("git", args, { env, stdio: [...stdio], ...(bytes && { input: bytes }) });
}

/**
 * Makes a process that will become git, or something that runs git. What the system takes to start one for a program as large
 * as this is nobody's who has git in a shell. Returns what starts it with what it is to read, and resolves once it has ended, or
 * rejects where that was no success.
 */
export async function prepare(
  args: string[],
  command = "git",
): Promise<(input?: Uint8Array) => Promise<void>> {
  const script = 'echo; read -r _; exec "$@" >/dev/null';
  const child = spawn("sh", ["-c", script, "sh", command, ...args], {
    env,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const exit = once(child, "exit");
  await once(child.stdout, "data");
  return async (input = Buffer.alloc(0)) => {
    child.stdin.end(Buffer.concat([Buffer.from("\n"), input]));
    const [code] = (await exit) as [number | null];
    if (code !== 0) throw new Error(`\`${command} ${args.join(" ")}\` ended with ${code}.`);
  };
}
