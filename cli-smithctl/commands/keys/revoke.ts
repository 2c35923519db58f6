import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../../clients/terminal/command-line.ts";
import { confirm } from "../../../clients/terminal/confirm.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { sanitizeLine } from "../../../clients/terminal/sanitize.ts";
import type { Client } from "../../../generated/client.ts";

const syntax = { words: ["KEY"], flags: { ...connectionFlags, yes: { type: "boolean" } } } as const;

export const revoke = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [key = ""] = input;
  const { output, streams, signal } = context;
  const client = await openClient(context, flags);
  const question = flags.yes ? "" : await questionFor(client, key);
  if (!(await confirm(streams, { question, yes: flags.yes === true }, signal))) {
    output.note("Nothing was revoked.");
    return exitCodes.failed;
  }
  await client.keyRevoke({ path: { key } });
  if (flags.json) output.printJson({ id: key, revoked: true });
  else output.print(sanitizeLine(`Key ${key} is revoked: it opens nothing any more.`));
  return exitCodes.ok;
}

/** Who revokes the key that asks locks the door behind them. */
async function questionFor(client: Client, key: string): Promise<string> {
  const { keyId } = await client.whoami();
  const own = keyId === key ? " It is the one that you are using now." : "";
  return sanitizeLine(`Revoke key ${key}?${own}`);
}
