import { UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { parseDuration } from "../../clients/terminal/duration.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { exitCodeOfEnd, waited } from "../deploying/request.ts";
import { collect, listFlags, listHelp } from "../list-flags.ts";
import { findDeployment } from "./deployments/find.ts";
import { printDeployments } from "./deployments/list.ts";
import { formatDeployment } from "./deployments/show.ts";
import { watch } from "./deployments/watch.ts";

const statuses = ["queued", "writing", "deployed", "failed", "superseded"] as const;

export const syntax = {
  words: ["ID?"],
  flags: {
    ...listFlags,
    app: { type: "string" },
    env: { type: "string" },
    status: { type: "string" },
    version: { type: "string" },
    watch: { type: "boolean" },
    wait: { type: "boolean" },
    timeout: { type: "string", default: "60s" },
  },
  values: { status: statuses },
} as const;

export const help = formatHelp({
  summary: "Lists deployments, newest first, shows one, or watches them.",
  usage: [
    "smithctl deployments [--app A] [--env E]",
    "smithctl deployments ID [--wait]",
    "smithctl deployments --watch [--app A] [--env E]",
  ],
  flags: [
    ["--app A", "only those of this app"],
    ["--env E", "only those to this environment"],
    ["--version V", "only those of this version; needs --app"],
    ["--status S", `only ${statuses.join(", ")}`],
    ["--watch", "print what is new or has changed until Ctrl-C; with --json one document on each line"],
    ["--wait", "with an ID: wait for its end, and fail if it fails"],
    ["--timeout 60s", "how long to wait"],
    ...listHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl deployments --env production",
    "smithctl deployments --status failed --json",
    "smithctl deployments 3a1b2c4d5e6f --wait",
    "smithctl deployments --watch --env production",
  ],
  exits: ["refused", "authentication", "conflict", "deploymentFailed", "waitTimedOut", "interrupted"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [id] = input;
  const filters = filtersOf(flags);
  const json = flags.json === true;
  if (id !== undefined && flags.watch)
    throw new UsageError("--watch takes no ID.", "To wait for one: --wait");
  if (id === undefined && flags.wait) throw new UsageError("--wait needs an ID.");
  const timeoutMs = parseDuration(flags.timeout, "--timeout");
  const { output, signal } = context;
  const client = await openClient(context, flags);
  const fetchPage = (query: object) => client.deploymentList({ query: { ...query, ...filters } });
  if (flags.watch) return watch(fetchPage, json, output, signal);
  if (id === undefined) {
    const deployments = await collect(fetchPage, flags, output);
    if (json) output.printJson(deployments);
    else printDeployments(deployments, Object.keys(filters).length > 0, output);
    return exitCodes.ok;
  }
  const found = await findDeployment(client, id);
  const deployment = flags.wait ? await waited(client, found, timeoutMs, json, context) : found;
  if (json) output.printJson(deployment);
  else output.print(formatDeployment(deployment));
  return flags.wait ? exitCodeOfEnd(deployment) : exitCodes.ok;
}

function filtersOf({ app, env, status, version }: Partial<Record<keyof typeof syntax.flags, unknown>>) {
  if (status !== undefined && !statuses.some((known) => known === status)) {
    throw new UsageError(`--status knows ${statuses.join(", ")}.`);
  }
  if (version !== undefined && app === undefined) throw new UsageError("--version needs --app.");
  const filters = { app, environment: env, status, version };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}
