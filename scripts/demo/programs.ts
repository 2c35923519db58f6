import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const fileOf = (program: string) => join(root, "dist", program, `${program}.js`);

export interface Ran {
  stdout: string;
  /** Both streams, as a terminal would show them. */
  output: string;
}

/** Runs a command to its end. Throws with everything it said where it fails. */
export async function run(
  command: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ran> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const ran: Ran = { stdout: "", output: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    ran.stdout += text;
    ran.output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (ran.output += text));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`\`${command} ${args.join(" ")}\` ended with ${code}:\n${ran.output}`);
  return ran;
}

/** Runs one of our built programs. */
export const runProgram = (
  program: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
) => run(process.execPath, [fileOf(program), ...args], options);

export interface RunningSmithd {
  url: string;
  /** Resolves once it has finished what it was writing. */
  stop(): Promise<void>;
  /** Ends it at once, wherever it is. */
  kill(): Promise<void>;
}

/** Starts smithd, the built one unless told otherwise, and waits until it says that it is ready. */
export async function startSmithd(
  env: NodeJS.ProcessEnv,
  cwd: string,
  file = fileOf("smithd"),
): Promise<RunningSmithd> {
  const child = spawn(process.execPath, [file], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ready = Promise.withResolvers<string>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    const [, url] = /"url":"([^"]+)".*"smithd is ready"/.exec(said) ?? [];
    if (url !== undefined) ready.resolve(url);
  });
  const ended = once(child, "close");
  void ended.then(() => ready.reject(new Error(`smithd did not start:\n${said}`)));
  const url = await ready.promise;
  // It goes on logging; unread, that would hold it up, and kept it would grow without end.
  for (const stream of [child.stdout, child.stderr]) stream.removeAllListeners("data").resume();
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return { url, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}
