import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../../clients/terminal/command-line.ts";
import { confirm } from "../../../clients/terminal/confirm.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { sanitizeLine } from "../../../clients/terminal/sanitize.ts";

const syntax = { words: ["APP", "POLICY"], flags: { ...connectionFlags, yes: { type: "boolean" } } } as const;

export const remove = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = "", policy = ""] = input;
  const { output, streams, signal } = context;
  const question = { question: sanitizeLine(`Delete policy ${policy} of ${app}?`), yes: flags.yes === true };
  if (!(await confirm(streams, question, signal))) {
    output.note("Nothing was deleted.");
    return exitCodes.failed;
  }
  const client = await openClient(context, flags);
  await client.policyDelete({ path: { app, policy } });
  if (flags.json) output.printJson({ app, name: policy, deleted: true });
  else output.print(sanitizeLine(`Policy ${policy} of ${app} is deleted. What it deployed stays deployed.`));
  return exitCodes.ok;
}
