import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { sanitizeLine } from "../../../clients/terminal/sanitize.ts";

const syntax = { words: ["APP"], flags: connectionFlags };

export const restore = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const client = await openClient(context, flags);
  const app = await client.appRestore({ path: { app: input[0]! } });
  if (flags.json) context.output.printJson(app);
  else context.output.print(sanitizeLine(`${app.name} is restored, with its policies.`));
  return exitCodes.ok;
}
