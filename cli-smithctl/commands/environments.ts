import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { Output } from "../../clients/terminal/output.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { relativeTime } from "../../clients/terminal/time.ts";
import type { EnvironmentSummary, EnvironmentView } from "../../generated/api.ts";
import { collect, listFlags, listHelp, patienceMs } from "../list-flags.ts";

export const help = formatHelp({
  summary: "Lists the environments that the GitOps repository declares, or what runs in one.",
  usage: ["smithctl environments", "smithctl environments ENVIRONMENT"],
  flags: [...listHelp, ...connectionHelp, jsonHelp],
  examples: ["smithctl environments", "smithctl environments production"],
  exits: ["authentication"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, listFlags, ["ENVIRONMENT?"]);
  const { output } = context;
  const client = await openClient(context, flags, patienceMs);
  const [environment] = input;
  if (environment !== undefined) {
    const view = await client.environmentView({ path: { environment } });
    if (flags.json) output.printJson(view);
    else printEnvironment(view, output);
    return exitCodes.ok;
  }
  const environments = await collect((query) => client.environmentList({ query }), flags, output);
  if (flags.json) output.printJson(environments);
  else printEnvironments(environments, output);
  return exitCodes.ok;
}

function printEnvironments(environments: EnvironmentSummary[], output: Output): void {
  if (environments.length === 0) {
    const how =
      "Each needs a folder environments/NAME/apps (with a .gitkeep in it) on the branch that smithd follows.";
    return output.note(`The GitOps repository declares no environment yet. ${how}`);
  }
  output.printTable(
    [{ title: "ENVIRONMENT", priority: 2 }, { title: "APPS", priority: 1 }, { title: "CONFIRM BY" }],
    environments.map(({ name, appCount, confirm }) => [
      name,
      String(appCount),
      confirm === "name" ? "its name" : confirm,
    ]),
  );
}

function printEnvironment(view: EnvironmentView, output: Output): void {
  output.print(
    formatFields([
      ["Environment", view.name],
      ["Confirm by", view.confirm === "name" ? "its name" : view.confirm],
    ]),
  );
  if (view.apps.length === 0)
    return output.note(`Nothing runs there yet. Deploy: smithctl deploy APP VERSION --env ${view.name}`);
  output.print("");
  output.printTable(
    [
      { title: "APP", priority: 4 },
      { title: "VERSION", priority: 3, min: 12 },
      { title: "DEPLOYED", priority: 2 },
      { title: "COMMIT", priority: 0 },
      { title: "HOLD", priority: 1, min: 10 },
    ],
    view.apps.map((at) => [
      at.app,
      at.version,
      relativeTime(at.deployedAt),
      at.commit?.slice(0, 12),
      at.hold?.reason,
    ]),
  );
}
