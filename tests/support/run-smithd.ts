import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { temporaryFolder } from "./temporary.ts";

const program = join(import.meta.dirname, "../../dist/smithd/smithd.js");

/** Runs a command of the built smithd to its end, in an empty HOME and with no variable that a test did not give. */
export async function smithd(args: string[], environment: Record<string, string>) {
  const env = { PATH: process.env["PATH"], HOME: await temporaryFolder(), ...environment };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}
