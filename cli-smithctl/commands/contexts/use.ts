import { chooseContext } from "../../../clients/edit-config.ts";
import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { requireContext } from "./find.ts";
import { warnOfVariables } from "../../variables-that-win.ts";

const syntax = { words: ["CONTEXT"], flags: { json: { type: "boolean" } } } as const;

export const use = { ...syntax, run };

async function run(argv: string[], { output, streams }: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [name = ""] = input;
  await requireContext(streams.env, name);
  await chooseContext(streams.env, name);
  if (flags.json) output.printJson({ name, current: true });
  else output.print(`${name} is the current context.`);
  warnOfVariables(streams.env, output);
  return exitCodes.ok;
}
