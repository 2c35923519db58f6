import { dropContext } from "../../../clients/edit-config.ts";
import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { parseCommandLine } from "../../../clients/terminal/command-line.ts";
import { confirm } from "../../../clients/terminal/confirm.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { requireContext } from "./find.ts";

const syntax = {
  words: ["CONTEXT"],
  flags: { json: { type: "boolean" }, yes: { type: "boolean" } },
} as const;

export const remove = { ...syntax, run };

async function run(argv: string[], { output, streams, signal }: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [name = ""] = input;
  await requireContext(streams.env, name);
  const question = { question: `Forget context ${name} and its key?`, yes: flags.yes === true };
  if (!(await confirm(streams, question, signal))) {
    output.note("Nothing was removed.");
    return exitCodes.failed;
  }
  await dropContext(streams.env, name);
  if (flags.json) output.printJson({ name, removed: true });
  else output.print(`Context ${name} is removed. Its key is still valid: smithctl keys revoke ends one.`);
  return exitCodes.ok;
}
