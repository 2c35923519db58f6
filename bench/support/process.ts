import { spawn } from "node:child_process";
import { once } from "node:events";

/** Milliseconds from before a program is started until it has ended; rejects where that was no success. */
export async function timeRun(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(command, args, { env, stdio: "ignore" });
  const [code] = (await once(child, "exit")) as [number | null];
  const time = performance.now() - startedAt;
  if (code !== 0) throw new Error(`\`${command} ${args.join(" ")}\` ended with ${code}.`);
  return time;
}
