import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { relativeTime } from "../../clients/terminal/time.ts";
import type { App } from "../../generated/api.ts";
import { collect, listFlags, listHelp, patienceMs } from "../list-flags.ts";
import { pickVerb } from "../verbs.ts";

const registerFlags = {
  ...connectionFlags,
  description: { type: "string" },
  sourceUrl: { type: "string" },
  namespace: { type: "string" },
} as const;

export const help = formatHelp({
  summary: "Lists, shows and registers apps.",
  usage: ["smithctl apps [list]", "smithctl apps show APP", "smithctl apps register NAME [--namespace NS]"],
  flags: [
    ["--description TEXT", "register: what the app is"],
    ["--source-url URL", "register: the source repository, for links to commits"],
    ["--namespace NS", "register: the namespace for its objects"],
    ...listHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl apps",
    "smithctl apps register api-service --namespace shop --source-url https://github.com/example/api-service",
  ],
  exits: ["authentication", "conflict"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const [verb, rest] = pickVerb("apps", argv, { list, show, register });
  await verb(rest, context);
  return exitCodes.ok;
}

async function list(argv: string[], context: CommandContext): Promise<void> {
  const { flags } = parseCommandLine(argv, listFlags, []);
  const { output } = context;
  const client = await openClient(context, flags, patienceMs);
  const apps = await collect((query) => client.appList({ query }), flags, output);
  if (flags.json) return output.printJson(apps);
  if (apps.length === 0) {
    return output.note(
      "No app is registered yet. Register one: smithctl apps register NAME --namespace NAMESPACE",
    );
  }
  output.printTable(
    [
      { title: "APP", priority: 3 },
      { title: "RUNS", priority: 2, min: 20 },
      { title: "NAMESPACE", priority: 1 },
      { title: "REGISTERED" },
    ],
    apps.map((app) => [app.name, running(app), app.namespace, relativeTime(app.createdAt)]),
  );
}

async function show(argv: string[], context: CommandContext): Promise<void> {
  const { input, flags } = parseCommandLine(argv, connectionFlags, ["APP"]);
  const client = await openClient(context, flags, patienceMs);
  const app = await client.appView({ path: { app: input[0]! } });
  if (flags.json) context.output.printJson(app);
  else printApp(app, context);
}

async function register(argv: string[], context: CommandContext): Promise<void> {
  const { input, flags } = parseCommandLine(argv, registerFlags, ["NAME"]);
  const { description, sourceUrl, namespace } = flags;
  const client = await openClient(context, flags, patienceMs);
  const app = await client.appRegister({
    body: {
      name: input[0]!,
      ...(description === undefined ? {} : { description }),
      ...(sourceUrl === undefined ? {} : { sourceUrl }),
      ...(namespace === undefined ? {} : { namespace }),
    },
  });
  if (flags.json) return context.output.printJson(app);
  context.output.print(`${app.name} is registered.`);
  context.output.note(`Publish its first version from CI: forge publish DIR --app ${app.name}`);
}

function printApp(app: App, { output }: CommandContext): void {
  output.print(
    formatFields([
      ["App", app.name],
      ["Description", app.description],
      ["Source", app.sourceUrl],
      ["Namespace", app.namespace],
      ["Registered", relativeTime(app.createdAt)],
    ]),
  );
  if (app.environments.length === 0)
    return output.note(
      `It runs nowhere yet. Deploy it: smithctl deploy ${app.name} VERSION --env ENVIRONMENT`,
    );
  output.print("");
  output.printTable(
    [
      { title: "ENVIRONMENT", priority: 4 },
      { title: "VERSION", priority: 3 },
      { title: "DEPLOYED", priority: 2 },
      { title: "COMMIT", priority: 0 },
      { title: "HOLD", priority: 1, min: 10 },
    ],
    app.environments.map((at) => [
      at.environment,
      at.version,
      relativeTime(at.deployedAt),
      at.commit?.slice(0, 12),
      at.hold?.reason,
    ]),
  );
}

function running(app: App): string {
  return app.environments.map(({ environment, version }) => `${environment} ${version}`).join(", ");
}
