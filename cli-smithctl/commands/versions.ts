import { UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { Output } from "../../clients/terminal/output.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { relativeTime } from "../../clients/terminal/time.ts";
import type { AppVersion, AppVersionView } from "../../generated/api.ts";
import { collect, listFlags, listHelp, patienceMs } from "../list-flags.ts";

const statuses = ["draft", "publishing", "published", "expired"] as const;
const flags = {
  ...listFlags,
  branch: { type: "string" },
  tag: { type: "string" },
  committer: { type: "string" },
  query: { type: "string" },
  status: { type: "string" },
} as const;

export const help = formatHelp({
  summary: "Lists the versions of an app, newest first, or shows one.",
  usage: ["smithctl versions APP", "smithctl versions APP VERSION"],
  flags: [
    ["--branch B", "only those built from exactly this branch"],
    ["--tag T", "only those built from exactly this tag"],
    ["--committer C", "only those of exactly this committer, 'Name <address>'"],
    ["--query Q", "only those whose id, sha, branch or tag starts so"],
    ["--status S", `${statuses.join(", ")}; published by default`],
    ...listHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: ["smithctl versions api-service --branch main", "smithctl versions api-service 42540c4-123"],
  exits: ["authentication"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const parsed = parseCommandLine(argv, flags, ["APP", "VERSION?"]);
  const [app = "", version] = parsed.input;
  const filters = filtersOf(parsed.flags);
  const client = await openClient(context, parsed.flags, patienceMs);
  if (version !== undefined) {
    const view = await client.versionView({ path: { app, version } });
    if (parsed.flags.json) context.output.printJson(view);
    else printVersion(view, context.output);
    return exitCodes.ok;
  }
  const fetchPage = (query: object) => client.versionList({ path: { app }, query: { ...query, ...filters } });
  const versions = await collect(fetchPage, parsed.flags, context.output);
  if (parsed.flags.json) context.output.printJson(versions);
  else printVersions(app, versions, Object.keys(filters).length > 0, context.output);
  return exitCodes.ok;
}

function filtersOf({ branch, tag, committer, query, status }: Partial<Record<keyof typeof flags, unknown>>) {
  if (status !== undefined && !statuses.some((known) => known === status)) {
    throw new UsageError(`--status knows ${statuses.join(", ")}.`);
  }
  const filters = { branch, tag, committer, q: query, status };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

function printVersions(app: string, versions: AppVersion[], filtered: boolean, output: Output): void {
  if (versions.length === 0) {
    if (filtered) return output.note("No version matches.");
    return output.note(`${app} has no version yet. Publish one from CI: forge publish DIR --app ${app}`);
  }
  output.printTable(
    [
      { title: "VERSION", priority: 6 },
      { title: "FROM", priority: 4, min: 10 },
      { title: "RUNS IN", priority: 5, min: 10 },
      { title: "PUBLISHED", priority: 3 },
      { title: "COMMITTER", priority: 1, min: 10 },
      { title: "MESSAGE", priority: 2, min: 20 },
    ],
    versions.map((version) => [
      version.id,
      fromOf(version),
      version.deployedTo.map(({ environment }) => environment).join(", "),
      version.publishedAt ? relativeTime(version.publishedAt) : version.status,
      version.metadata?.git.committer.replace(/\s*<[^<>]*>$/, ""),
      version.metadata?.git.message,
    ]),
  );
}

function fromOf({ metadata }: AppVersion): string | undefined {
  if (!metadata) return undefined;
  const { branch, tag, pullRequest } = metadata.git;
  return (branch ?? tag ?? "") + (pullRequest === undefined ? "" : ` (#${pullRequest})`);
}

function printVersion(version: AppVersionView, output: Output): void {
  const { git, build, date } = version.metadata ?? {};
  output.print(
    formatFields([
      ["Version", `${version.id} of ${version.app}`],
      ["Status", version.status],
      ["Published", version.publishedAt && `${relativeTime(version.publishedAt)} by ${version.createdBy}`],
      ["From", fromOf(version)],
      ["Commit", git?.sha],
      ["Committer", git?.committer],
      ["Message", git?.message],
      ["Committed", date && relativeTime(date)],
      ["Build", [build?.number, build?.url].filter((part) => part !== undefined).join(" ")],
      ["Runs in", version.deployedTo.map(({ environment }) => environment).join(", ")],
      ["Digest", version.digest],
    ]),
  );
  for (const warning of version.warnings ?? []) output.warn(`${warning.file ?? ""} ${warning.detail}`.trim());
  output.print("");
  output.printTable(
    [
      { title: "FILE", priority: 2, min: 20 },
      { title: "BYTES", priority: 1 },
      { title: "SHA-256", min: 12 },
    ],
    version.files.map(({ path, size, sha256 }) => [path, String(size), sha256]),
  );
}
