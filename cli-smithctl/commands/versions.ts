import { UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { collect, listFlags, listHelp } from "../list-flags.ts";
import { printVersions } from "./versions/list.ts";
import { printVersion } from "./versions/show.ts";

const statuses = ["draft", "publishing", "published", "expired"] as const;

export const syntax = {
  words: ["APP", "VERSION?"],
  flags: {
    ...listFlags,
    branch: { type: "string" },
    tag: { type: "string" },
    committer: { type: "string" },
    query: { type: "string" },
    status: { type: "string" },
    file: { type: "string" },
  },
  values: { status: statuses, tag: [] },
} as const;

export const help = formatHelp({
  summary: "Lists the versions of an app, newest first, or shows one, or prints a file of it.",
  usage: [
    "smithctl versions APP",
    "smithctl versions APP VERSION",
    "smithctl versions APP VERSION --file PATH",
  ],
  flags: [
    ["--file PATH", "print this file of the version, as it was published"],
    ["--branch B", "only those built from exactly this branch"],
    ["--tag T", "only those built from exactly this tag"],
    ["--committer C", "only those of exactly this committer, 'Name <address>'"],
    ["--query Q", "only those whose id, sha, branch or tag starts so"],
    ["--status S", `${statuses.join(", ")}; published by default`],
    ...listHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl versions api-service --branch main",
    "smithctl versions api-service 42540c4-123",
    "smithctl versions api-service 42540c4-123 --file deployment.yaml",
  ],
  exits: ["authentication", "conflict"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = "", version] = input;
  const { output } = context;
  const filters = filtersOf(flags);
  if (flags.file !== undefined && version === undefined) throw new UsageError("--file needs a version.");
  const client = await openClient(context, flags);
  if (version === undefined) {
    const fetchPage = (page: object) => client.versionList({ path: { app }, query: { ...page, ...filters } });
    const versions = await collect(fetchPage, flags, output);
    if (flags.json) output.printJson(versions);
    else printVersions(app, versions, Object.keys(filters).length > 0, output);
  } else if (flags.file === undefined) {
    const view = await client.versionView({ path: { app, version } });
    if (flags.json) output.printJson(view);
    else printVersion(view, output);
  } else {
    const query = { path: flags.file };
    const text = await client.versionFileView({ path: { app, version }, query });
    if (flags.json) output.printJson({ app, version, path: flags.file, text });
    else output.printExactly(text);
  }
  return exitCodes.ok;
}

type Given = Partial<Record<keyof typeof syntax.flags, unknown>>;

function filtersOf({ branch, tag, committer, query, status }: Given) {
  if (status !== undefined && !statuses.some((known) => known === status)) {
    throw new UsageError(`--status knows ${statuses.join(", ")}.`);
  }
  const filters = { branch, tag, committer, q: query, status };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}
