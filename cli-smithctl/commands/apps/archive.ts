import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../../clients/terminal/command-line.ts";
import { confirm } from "../../../clients/terminal/confirm.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { sanitizeLine } from "../../../clients/terminal/sanitize.ts";

const syntax = { words: ["APP"], flags: { ...connectionFlags, yes: { type: "boolean" } } } as const;

export const archive = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = ""] = input;
  const { output, streams, signal } = context;
  const client = await openClient(context, flags);
  if (!flags.yes) {
    const { environments } = await client.appView({ path: { app } });
    const where = environments.map(({ environment }) => environment).join(" and ");
    const runs = where === "" ? "" : ` It goes on running in ${where}.`;
    output.note(sanitizeLine(`An archived app takes no new versions and no new deployments.${runs}`));
  }
  const question = { question: sanitizeLine(`Archive ${app}?`), yes: flags.yes === true };
  if (!(await confirm(streams, question, signal))) {
    output.note("Nothing was archived.");
    return exitCodes.failed;
  }
  await client.appArchive({ path: { app } });
  if (flags.json) output.printJson({ name: app, archived: true });
  else output.print(sanitizeLine(`${app} is archived. To bring it back: smithctl apps restore ${app}`));
  return exitCodes.ok;
}
