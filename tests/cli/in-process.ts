import { PassThrough } from "node:stream";
import { program as forge } from "../../cli-forge/program.ts";
import { program as smithctl } from "../../cli-smithctl/program.ts";
import type { Streams } from "../../clients/terminal/output.ts";
import { runProgram } from "../../clients/terminal/program.ts";
import type { Ran } from "./run.ts";

const programs = { forge, smithctl };

/** Runs a command in this process: the programs' own code but for the last lines that give it its streams. */
export async function runHere(
  program: keyof typeof programs,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Ran> {
  const said = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof said) => ({ write: (text: string) => (said[name] += text) });
  const streams = {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: new PassThrough().end(),
    env,
  } as unknown as Streams;
  const impatient = { ...programs[program], patienceMs: 0 };
  const code = await runProgram(impatient, [...args], streams, () => {});
  return { code, ...said };
}
