import { UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { confirm } from "../../clients/terminal/confirm.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import { relativeTime } from "../../clients/terminal/time.ts";
import type { Policy } from "../../generated/api.ts";
import { collect, listFlags, listHelp, patienceMs } from "../list-flags.ts";
import { pickVerb } from "../verbs.ts";

const setFlags = {
  ...connectionFlags,
  env: { type: "string" },
  branch: { type: "string", isMultiple: true },
  tag: { type: "string", isMultiple: true },
  pullRequests: { type: "boolean" },
} as const;
const deleteFlags = { ...connectionFlags, yes: { type: "boolean" } } as const;

export const help = formatHelp({
  summary: "Lists, sets and deletes the rules that deploy versions of an app by themselves.",
  usage: [
    "smithctl policies [list] APP",
    "smithctl policies set APP NAME --env E --branch PATTERN …",
    "smithctl policies delete APP NAME",
  ],
  flags: [
    ["--env E", "set: where matching versions are deployed"],
    [
      "--branch PATTERN",
      "set: which branches, such as main, release/** or !release/old; repeatable, the last match wins",
    ],
    ["--tag PATTERN", "set: which tags; repeatable"],
    ["--pull-requests", "set: builds of pull requests count too"],
    ["--yes", "delete: do not ask"],
    ...listHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl policies set api-service main-to-staging --env staging --branch main",
    "smithctl policies set api-service releases --env production --tag 'v*'",
  ],
  exits: ["authentication", "conflict", "interrupted"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const [verb, rest] = pickVerb("policies", argv, { list, set, delete: remove }, "words");
  return verb(rest, context);
}

async function list(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, listFlags, ["APP"]);
  const { output } = context;
  const app = input[0]!;
  const client = await openClient(context, flags, patienceMs);
  const policies = await collect((query) => client.policyList({ path: { app }, query }), flags, output);
  if (flags.json) output.printJson(policies);
  else if (policies.length === 0) {
    const how = `smithctl policies set ${app} main-to-staging --env staging --branch main`;
    output.note(`${app} has no policy: nothing is deployed by itself. For example: ${how}`);
  } else {
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
  return exitCodes.ok;
}

async function set(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, setFlags, ["APP", "NAME"]);
  const [app = "", policy = ""] = input;
  const { branch: branches = [], tag: tags = [], pullRequests = false } = flags;
  if (flags.env === undefined)
    throw new UsageError("--env is missing.", "Name the environment: --env staging");
  if (branches.length + tags.length === 0)
    throw new UsageError("--branch or --tag is missing.", "For example: --branch main");
  const client = await openClient(context, flags, patienceMs);
  const body = { environment: flags.env, branches, tags, pullRequests };
  const result = await client.policyPut({ path: { app, policy }, body });
  if (flags.json) context.output.printJson(result);
  else
    context.output.print(
      sanitizeLine(`${result.name} deploys ${patternsOf(result)} of ${app} to ${result.environment}.`),
    );
  return exitCodes.ok;
}

async function remove(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, deleteFlags, ["APP", "NAME"]);
  const [app = "", policy = ""] = input;
  const question = { question: sanitizeLine(`Delete policy ${policy} of ${app}?`), yes: flags.yes === true };
  if (!(await confirm(context.streams, question, context.signal))) {
    context.output.note("Nothing was deleted.");
    return exitCodes.failed;
  }
  const client = await openClient(context, flags, patienceMs);
  await client.policyDelete({ path: { app, policy } });
  if (flags.json) context.output.printJson({ app, name: policy, deleted: true });
  else
    context.output.print(
      sanitizeLine(`Policy ${policy} of ${app} is deleted. What it deployed stays deployed.`),
    );
  return exitCodes.ok;
}

function patternsOf({ branches, tags, pullRequests }: Policy): string {
  const parts = [
    ...branches.map((pattern) => `branch ${pattern}`),
    ...tags.map((pattern) => `tag ${pattern}`),
    ...(pullRequests ? ["pull requests too"] : []),
  ];
  return parts.join(", ");
}
