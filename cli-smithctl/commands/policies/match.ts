import { UsageError } from "../../../clients/errors.ts";
import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { Output } from "../../../clients/terminal/output.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { sanitizeLine } from "../../../clients/terminal/sanitize.ts";
import type { PolicyMatches } from "../../../generated/api.ts";

const syntax = {
  words: ["APP"],
  flags: {
    ...connectionFlags,
    branch: { type: "string" },
    tag: { type: "string" },
    pullRequest: { type: "boolean" },
  },
} as const;

export const match = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = ""] = input;
  const origin = originOf(flags.branch, flags.tag);
  const client = await openClient(context, flags);
  const pullRequest = flags.pullRequest ? { pullRequest: true } : {};
  const found = await client.policyMatch({ path: { app }, query: { ...origin, ...pullRequest } });
  if (flags.json) context.output.printJson(found);
  else printMatches(app, found, context.output);
  return exitCodes.ok;
}

function originOf(branch: string | undefined, tag: string | undefined): { branch: string } | { tag: string } {
  if (branch !== undefined && tag === undefined) return { branch };
  if (tag !== undefined && branch === undefined) return { tag };
  throw new UsageError("Pass one of --branch and --tag.", "For example: --branch main");
}

function printMatches(app: string, { matches, skipped }: PolicyMatches, output: Output): void {
  for (const { policy, environment } of matches)
    output.print(sanitizeLine(`deployed to ${environment} by policy ${policy}`));
  for (const { policy, environment, detail } of skipped)
    output.print(sanitizeLine(`skipped for ${environment} by policy ${policy}: ${detail}`));
  if (matches.length + skipped.length === 0)
    output.note(sanitizeLine(`No policy matches. smithctl policies ${app} lists them.`));
}
