import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { Output } from "../../../clients/terminal/output.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { relativeTime } from "../../../clients/terminal/time.ts";
import type { Policy } from "../../../generated/api.ts";
import { collect, listFlags } from "../../list-flags.ts";

const syntax = { words: ["APP"], flags: listFlags };

export const list = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const { output } = context;
  const [app = ""] = input;
  const client = await openClient(context, flags);
  const policies = await collect((query) => client.policyList({ path: { app }, query }), flags, output);
  if (flags.json) output.printJson(policies);
  else if (policies.length > 0) printPolicies(policies, output);
  else {
    const how = `smithctl policies set ${app} main-to-staging --env staging --branch main`;
    output.note(`${app} has no policy: nothing is deployed by itself. For example: ${how}`);
  }
  return exitCodes.ok;
}

function printPolicies(policies: Policy[], output: Output): void {
  output.printTable(
    [
      { title: "POLICY", priority: 4 },
      { title: "ENVIRONMENT", priority: 3 },
      { title: "DEPLOYS", priority: 2, min: 20 },
      { title: "CHANGED" },
    ],
    policies.map((policy) => [
      policy.name,
      policy.environment,
      patternsOf(policy),
      relativeTime(policy.updatedAt),
    ]),
  );
}

/** "branch main, tag v*, pull requests too". */
export function patternsOf({ branches, tags, pullRequests }: Policy): string {
  const parts = [
    ...branches.map((pattern) => `branch ${pattern}`),
    ...tags.map((pattern) => `tag ${pattern}`),
    ...(pullRequests ? ["pull requests too"] : []),
  ];
  return parts.join(", ");
}
