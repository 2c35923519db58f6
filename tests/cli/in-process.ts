import { PassThrough } from "node:stream";
import { program as forge } from "../../cli-forge/program.ts";
import { program as smithctl } from "../../cli-smithctl/program.ts";
import type { Streams } from "../../clients/terminal/output.ts";
import { runProgram } from "../../clients/terminal/program.ts";
import type { Ran } from "./run.ts";

const programs = { forge, smithctl };

export interface Person {
  /** What is typed, one answer to each question, perhaps after something happened. */
  types: (string | (() => Promise<string>))[];
  columns?: number;
}

/**
 * Runs a command in this process: the programs' own code but for the last lines that give it its streams. With a person
 * they are a terminal's.
 */
export async function runHere(
  program: keyof typeof programs,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  person?: Person,
): Promise<Ran> {
  const said = { stdout: "", stderr: "" };
  const answers = [...(person?.types ?? [])];
  const keyboard = Object.assign(new PassThrough(), { isTTY: person !== undefined, setRawMode: () => {} });
  if (!person) keyboard.end();
  const answer = async () => {
    const next = answers.shift() ?? "";
    keyboard.write(`${typeof next === "string" ? next : await next()}\n`);
  };
  const stream = (name: keyof typeof said) => ({
    isTTY: person !== undefined,
    columns: person?.columns ?? 80,
    on: () => {},
    write(text: string, written?: () => void) {
      said[name] += text;
      written?.();
      // A question leaves the cursor behind it.
      if (name === "stderr" && /[:\]] $/.test(text)) setImmediate(answer);
    },
  });
  const streams = {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: keyboard,
    env: { TERM: "dumb", ...env },
  } as unknown as Streams;
  const impatient = { ...programs[program], patienceMs: 0 };
  const code = await runProgram(impatient, [...args], streams, () => {});
  return { code, ...said };
}
