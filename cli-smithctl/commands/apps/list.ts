import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { Output } from "../../../clients/terminal/output.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { relativeTime } from "../../../clients/terminal/time.ts";
import type { App } from "../../../generated/api.ts";
import { collect, listFlags } from "../../list-flags.ts";
import { summarize } from "../../places.ts";

const syntax = { words: [], flags: { ...listFlags, archived: { type: "boolean" } } } as const;

export const list = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { flags } = parseCommandLine(argv, syntax);
  const { output } = context;
  const client = await openClient(context, flags);
  const only = flags.archived ? { archived: true } : {};
  const apps = await collect((page) => client.appList({ query: { ...page, ...only } }), flags, output);
  if (flags.json) output.printJson(apps);
  else if (apps.length === 0) output.note(flags.archived ? "No app is archived." : firstSteps);
  else printApps(apps, output);
  return exitCodes.ok;
}

const firstSteps =
  "No app is registered yet. Register one: smithctl apps register NAME --namespace NAMESPACE";

function printApps(apps: App[], output: Output): void {
  output.printTable(
    [
      { title: "APP", priority: 4 },
      { title: "RUNS", priority: 3, min: 20 },
      { title: "LATEST", priority: 2, min: 8 },
      { title: "NAMESPACE", priority: 1 },
      apps.some(({ archivedAt }) => archivedAt !== undefined)
        ? { title: "ARCHIVED" }
        : { title: "REGISTERED" },
    ],
    apps.map((app) => [
      app.name,
      summarize(app),
      app.latestVersion?.id,
      app.namespace,
      relativeTime(app.archivedAt ?? app.createdAt),
    ]),
  );
}
