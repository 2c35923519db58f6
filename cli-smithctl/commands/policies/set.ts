import { UsageError } from "../../../clients/errors.ts";
import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { sanitizeLine } from "../../../clients/terminal/sanitize.ts";
import { requireEnvironment } from "../../deploying/flags.ts";
import { patternsOf } from "./list.ts";

const syntax = {
  words: ["APP", "POLICY"],
  flags: {
    ...connectionFlags,
    env: { type: "string" },
    branch: { type: "string", isMultiple: true },
    tag: { type: "string", isMultiple: true },
    pullRequests: { type: "boolean" },
  },
} as const;

export const set = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = "", policy = ""] = input;
  const { branch: branches = [], tag: tags = [], pullRequests = false } = flags;
  const environment = requireEnvironment(flags.env);
  if (branches.length + tags.length === 0)
    throw new UsageError("--branch or --tag is missing.", "For example: --branch main");
  const client = await openClient(context, flags);
  const body = { environment, branches, tags, pullRequests };
  const result = await client.policyPut({ path: { app, policy }, body });
  const text = `${result.name} deploys ${patternsOf(result)} of ${app} to ${result.environment}.`;
  if (flags.json) context.output.printJson(result);
  else context.output.print(sanitizeLine(text));
  return exitCodes.ok;
}
