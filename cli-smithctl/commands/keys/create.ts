import { CommandError, UsageError } from "../../../clients/errors.ts";
import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { sanitizeLine } from "../../../clients/terminal/sanitize.ts";

const syntax = { words: ["NAME"], flags: { ...connectionFlags, expires: { type: "string" } } } as const;

export const create = { ...syntax, run };

/** Only the key itself is on stdout, so that it can go straight into a file or a secret store. */
async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const expiresAt = flags.expires === undefined ? undefined : expiryOf(flags.expires, Date.now());
  const { output } = context;
  const client = await openClient(context, flags);
  const made = await client.keyCreate({
    body: { name: input[0]!, ...(expiresAt === undefined ? {} : { expiresAt }) },
  });
  const end = made.expiresAt === undefined ? "never" : made.expiresAt;
  output.note(
    sanitizeLine(`Key ${made.id} for ${made.name}, expires: ${end}. This is its only copy; keep it now.`),
  );
  if (flags.json) output.printJson(made);
  else output.print(made.key);
  if (await output.delivered()) return exitCodes.ok;
  throw new CommandError(`Key ${made.id} was made, but could not be printed: nobody has it.`, {
    next: `smithctl keys revoke ${made.id}`,
  });
}

/** "90d" from now, or a date (its end in UTC), or a time. Throws UsageError for anything else. */
export function expiryOf(text: string, now: number): string {
  const days = /^([1-9]\d{0,4})d$/.exec(text)?.[1];
  if (days !== undefined) return new Date(now + Number(days) * 86_400_000).toISOString();
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text;
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(time);
  if (isTime && !Number.isNaN(Date.parse(time))) return new Date(time).toISOString();
  throw new UsageError("--expires needs days such as 90d, a date such as 2027-11-23, or a time.");
}
