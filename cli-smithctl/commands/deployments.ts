import { UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import type { Colours } from "../../clients/terminal/colour.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { Output } from "../../clients/terminal/output.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { relativeTime } from "../../clients/terminal/time.ts";
import type { Deployment } from "../../generated/api.ts";
import { collect, listFlags, listHelp, patienceMs } from "../list-flags.ts";

const statuses = ["queued", "writing", "deployed", "failed", "superseded"] as const;
const flags = {
  ...listFlags,
  app: { type: "string" },
  env: { type: "string" },
  status: { type: "string" },
  version: { type: "string" },
} as const;

export const help = formatHelp({
  summary: "Lists deployments, newest first, or shows one.",
  usage: ["smithctl deployments [--app A] [--env E]", "smithctl deployments ID"],
  flags: [
    ["--app A", "only those of this app"],
    ["--env E", "only those to this environment"],
    ["--version V", "only those of this version; needs --app"],
    ["--status S", `only ${statuses.join(", ")}`],
    ...listHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: ["smithctl deployments --env production", "smithctl deployments --status failed --json"],
  exits: ["authentication"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const parsed = parseCommandLine(argv, flags, ["ID?"]);
  const filters = filtersOf(parsed.flags);
  const { output } = context;
  const client = await openClient(context, parsed.flags, patienceMs);
  const [id] = parsed.input;
  if (id !== undefined) {
    const deployment = await client.deploymentView({ path: { deployment: id } });
    if (parsed.flags.json) output.printJson(deployment);
    else output.print(fieldsOf(deployment));
    return exitCodes.ok;
  }
  const fetchPage = (query: object) => client.deploymentList({ query: { ...query, ...filters } });
  const deployments = await collect(fetchPage, parsed.flags, output);
  if (parsed.flags.json) output.printJson(deployments);
  else printDeployments(deployments, Object.keys(filters).length > 0, output);
  return exitCodes.ok;
}

function filtersOf({ app, env, status, version }: Partial<Record<keyof typeof flags, unknown>>) {
  if (status !== undefined && !statuses.some((known) => known === status)) {
    throw new UsageError(`--status knows ${statuses.join(", ")}.`);
  }
  if (version !== undefined && app === undefined) throw new UsageError("--version needs --app.");
  const filters = { app, environment: env, status, version };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

function printDeployments(deployments: Deployment[], filtered: boolean, output: Output): void {
  if (deployments.length === 0) {
    return output.note(
      filtered
        ? "No deployment matches."
        : "Nothing was deployed yet. Deploy a version: smithctl deploy APP VERSION --env ENVIRONMENT",
    );
  }
  output.printTable(
    [
      { title: "STATUS", priority: 7, style: (cell) => paintStatus(cell, output.colours) },
      { title: "APP", priority: 9, min: 8 },
      { title: "VERSION", priority: 8, min: 8 },
      { title: "ENV", priority: 6, min: 8 },
      { title: "WHEN", priority: 4 },
      { title: "KIND", priority: 1 },
      { title: "BY", priority: 2, min: 8 },
      { title: "WHY", priority: 3, min: 12 },
      { title: "ID", priority: 5 },
    ],
    deployments.map((each) => [
      each.status,
      each.app,
      each.version,
      each.environment,
      relativeTime(each.finishedAt ?? each.createdAt),
      each.kind,
      each.policy === undefined ? each.requestedBy : `${each.requestedBy}, policy ${each.policy}`,
      each.failure?.code ?? each.reason,
      each.id,
    ]),
  );
}

function paintStatus(cell: string, { red, green, yellow, dim }: Colours): string {
  const paint = { deployed: green, failed: red, superseded: dim, queued: yellow, writing: yellow }[
    cell.trim()
  ];
  return paint ? paint(cell) : cell;
}

function fieldsOf(deployment: Deployment): string {
  return formatFields([
    ["Deployment", deployment.id],
    ["Status", deployment.status],
    ["App", deployment.app],
    ["Version", deployment.version],
    ["Environment", deployment.environment],
    ["Kind", deployment.kind],
    ["Policy", deployment.policy],
    ["Requested", `${relativeTime(deployment.createdAt)} by ${deployment.requestedBy}`],
    ["Reason", deployment.reason],
    ["Finished", deployment.finishedAt && relativeTime(deployment.finishedAt)],
    ["Commit", deployment.commit],
    [
      "Changed",
      deployment.changed === undefined ? undefined : deployment.changed ? "yes" : "no, it was there already",
    ],
    ["Superseded by", deployment.supersededBy],
    ["Failure", deployment.failure && `${deployment.failure.code}: ${deployment.failure.detail}`],
  ]);
}
