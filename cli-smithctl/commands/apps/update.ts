import { UsageError } from "../../../clients/errors.ts";
import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { openClient } from "../../../clients/open-client.ts";
import { isProblem } from "../../../clients/problems.ts";
import { parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import type { App, AppUpdateRequest } from "../../../generated/api.ts";
import type { Client } from "../../../generated/client.ts";
import { appFlags, givenFields } from "./fields.ts";

const fields = { description: "description", "source-url": "sourceUrl", namespace: "namespace" } as const;
const syntax = {
  words: ["APP"],
  flags: { ...appFlags, unset: { type: "string", isMultiple: true } },
  values: { unset: Object.keys(fields) },
} as const;

export const update = { ...syntax, run };

async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [name = ""] = input;
  const change = changeOf(flags);
  const client = await openClient(context, flags);
  const seen = await client.appView({ path: { app: name } });
  const app = await apply(client, seen, change);
  if (flags.json) context.output.printJson(app);
  else context.output.print(`${app.name} is changed.`);
  if (change.namespace !== undefined && app.environments.length > 0)
    context.output.note("The namespace is used from the next deployment on; what runs stays where it is.");
  return exitCodes.ok;
}

function changeOf(
  flags: Parameters<typeof givenFields>[0] & { unset: string[] | undefined },
): AppUpdateRequest {
  const given = givenFields(flags);
  const removed = (flags.unset ?? []).map((field): [string, null] => {
    if (!Object.hasOwn(fields, field))
      throw new UsageError(`--unset knows ${Object.keys(fields).join(", ")}.`);
    const name = fields[field as keyof typeof fields];
    if (name in given) throw new UsageError(`${field} is given and unset. Keep one of the two.`);
    return [name, null];
  });
  const change = { ...given, ...Object.fromEntries(removed) };
  if (Object.keys(change).length > 0) return change;
  throw new UsageError("Nothing is to be changed.", "For example: --description 'Prices over HTTP'");
}

/** Changes the app that was seen and no other. After an answer that was lost the change itself is what is found. */
async function apply(client: Client, seen: App, change: AppUpdateRequest): Promise<App> {
  const path = { app: seen.name };
  try {
    return await client.appUpdate({ path, header: { "If-Match": seen.etag }, body: change });
  } catch (error) {
    if (!isProblem(error, "precondition-failed")) throw error;
    const now = await client.appView({ path });
    if (Object.entries(change).every(([field, value]) => (now[field as keyof App] ?? null) === value))
      return now;
    throw error;
  }
}
