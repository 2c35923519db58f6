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
export function git(args: string[], input?: Iterable<string | Uint8Array>): string {
  const bytes = input && Buffer.concat([...input].map((part) => Buffer.from(part)));
  const stdio = [bytes ? "pipe" : "ignore", "pipe", "inherit"] as const;
  return execFileSync("git", args, { env, stdio: [...stdio], ...(bytes && { input: bytes }) })
    .toString()
    .trim();
}

/** Starts git, or something that runs git; resolves once it has ended, and rejects where that was no success. */
export async function start(args: string[], command = "git"): Promise<void> {
  const child = spawn(command, args, { env, stdio: "ignore" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`\`${command} ${args.join(" ")}\` ended with ${code}.`);
}
