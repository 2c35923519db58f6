import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { Output } from "../../clients/terminal/output.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import type { EnvironmentSummary, EnvironmentView } from "../../generated/api.ts";
import { collect, listFlags, listHelp } from "../list-flags.ts";
import { printRunning } from "../running-table.ts";

export const syntax = { words: ["ENVIRONMENT?"], flags: listFlags };

export const help = formatHelp({
  summary: "Lists the environments that the GitOps repository declares, or what runs in one.",
  usage: ["smithctl environments", "smithctl environments ENVIRONMENT"],
  flags: [...listHelp, ...connectionHelp, jsonHelp],
  examples: ["smithctl environments", "smithctl environments production"],
  exits: ["authentication"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const { output } = context;
  const client = await openClient(context, flags);
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
    environments.map(({ name, appCount, confirm }) => [name, String(appCount), confirmation(confirm)]),
  );
}

function printEnvironment(view: EnvironmentView, output: Output): void {
  output.print(
    formatFields([
      ["Environment", view.name],
      ["Confirm by", confirmation(view.confirm)],
    ]),
  );
  const held = view.holds.filter((hold) => !view.apps.some((at) => at.app === hold.app));
  const rows = [
    ...view.apps.map((at) => ({ ...at, name: at.app })),
    ...held.map((hold) => ({ name: hold.app, hold })),
  ];
  if (rows.length > 0) printRunning("APP", rows, output);
  else output.note(`Nothing runs there yet. Deploy: smithctl deploy APP VERSION --env ${view.name}`);
}

const confirmation = (confirm: string) => (confirm === "name" ? "its name" : confirm);
