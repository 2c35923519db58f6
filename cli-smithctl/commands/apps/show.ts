import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../../clients/terminal/command-line.ts";
import { describeDeployment } from "../../../clients/terminal/describe-deployment.ts";
import { formatFields } from "../../../clients/terminal/fields.ts";
import type { Output } from "../../../clients/terminal/output.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { relativeTime } from "../../../clients/terminal/time.ts";
import type { App } from "../../../generated/api.ts";
import { placesOf } from "../../places.ts";
import { printRunning } from "../../running-table.ts";

const syntax = { words: ["APP"], flags: connectionFlags };

export const show = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const client = await openClient(context, flags);
  const app = await client.appView({ path: { app: input[0]! } });
  if (flags.json) context.output.printJson(app);
  else printApp(app, context.output);
  return exitCodes.ok;
}

function printApp(app: App, output: Output): void {
  output.print(
    formatFields([
      ["App", app.name],
      ["Description", app.description],
      ["Source", app.sourceUrl],
      ["Namespace", app.namespace],
      ["Latest", latest(app)],
      ["Registered", relativeTime(app.createdAt)],
      [
        "Archived",
        app.archivedAt && `${relativeTime(app.archivedAt)}; it takes no versions and no deployments`,
      ],
    ]),
  );
  const rows = placesOf(app).map((place) => ({ ...place, name: place.environment }));
  if (rows.length > 0) printRunning("ENVIRONMENT", rows, output);
  else if (app.archivedAt === undefined)
    output.note(`It runs nowhere yet. Deploy it: smithctl deploy ${app.name} VERSION --env ENVIRONMENT`);
  printObstacles(app, output);
}

/** "v2 from main, 3 min ago". */
function latest({ latestVersion }: App): string | undefined {
  if (!latestVersion) return undefined;
  const { id, branch, tag, publishedAt } = latestVersion;
  return `${id} from ${branch ?? tag ?? ""}, ${relativeTime(publishedAt)}`;
}

/** Why what was asked for last does not run, and what to do. */
function printObstacles({ attempts }: App, output: Output): void {
  for (const attempt of attempts.filter(({ failure, stalledBy }) => failure ?? stalledBy))
    output.print(`\n${describeDeployment(attempt, output.colours)}`);
}
