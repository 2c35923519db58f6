import { spawn } from "node:child_process";
import { join } from "node:path";
import type { TestSmithd } from "../support/smithd.ts";
import { temporaryFolder } from "../support/temporary.ts";

export type Environment = Record<string, string>;

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  /** Resolves once one of the streams holds `text`; rejects where the program ends before. */
  saying(text: string): Promise<void>;
  interrupt(): void;
  ended: Promise<Ran>;
}

export interface RunOptions {
  cwd?: string;
  env?: Environment;
  /** What is piped in; nothing by default. */
  stdin?: string;
}

const dist = join(import.meta.dirname, "../../dist");

/** Starts a built program with this Node, in an empty HOME and with no variable that a test did not give. */
export async function start(
  program: "forge" | "smithctl",
  args: string[],
  options: RunOptions = {},
): Promise<Running> {
  const home = await temporaryFolder();
  const child = spawn(process.execPath, [join(dist, program, `${program}.js`), ...args], {
    cwd: options.cwd ?? home,
    env: { PATH: process.env["PATH"], HOME: home, GIT_CONFIG_NOSYSTEM: "1", ...options.env },
    stdio: "pipe",
  });
  child.stdin.on("error", () => {}).end(options.stdin ?? "");
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once("error", reject).once("close", (code) => resolve({ code, ...said }));
  });
  const saying = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => (said.stdout.includes(text) || said.stderr.includes(text)) && resolve();
      child.stdout.on("data", look);
      child.stderr.on("data", look);
      look();
      void ended.then((ran) => reject(new Error(`It ended without "${text}": ${JSON.stringify(ran)}`)));
    });
  return { saying, interrupt: () => void child.kill("SIGINT"), ended };
}

export async function run(program: "forge" | "smithctl", args: string[], options?: RunOptions): Promise<Ran> {
  return (await start(program, args, options)).ended;
}

export const forge = (args: string[], options?: RunOptions) => run("forge", args, options);
export const smithctl = (args: string[], options?: RunOptions) => run("smithctl", args, options);

/** The settings that lead to a smithd. */
export const settingsOf = ({ url, apiKey }: Pick<TestSmithd, "url" | "apiKey">): Environment => ({
  DEPLOYSMITH_URL: url,
  DEPLOYSMITH_API_KEY: apiKey,
});
