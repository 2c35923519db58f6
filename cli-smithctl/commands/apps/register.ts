import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { appFlags, givenFields } from "./fields.ts";

const syntax = { words: ["NAME"], flags: appFlags };

export const register = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const client = await openClient(context, flags);
  const app = await client.appRegister({ body: { name: input[0]!, ...givenFields(flags) } });
  if (flags.json) context.output.printJson(app);
  else {
    context.output.print(`${app.name} is registered.`);
    context.output.note(`Publish its first version from CI: forge publish DIR --app ${app.name}`);
  }
  return exitCodes.ok;
}
