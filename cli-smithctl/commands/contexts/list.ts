import { readConfigFile } from "../../../clients/config-file.ts";
import type { Context } from "../../../clients/config-file.ts";
import { exitCodes } from "../../../clients/exit-codes.ts";
import type { ExitCode } from "../../../clients/exit-codes.ts";
import { parseCommandLine } from "../../../clients/terminal/command-line.ts";
import type { CommandContext } from "../../../clients/terminal/program.ts";
import { warnOfVariables } from "../../variables-that-win.ts";

const syntax = { words: [], flags: { json: { type: "boolean" } } } as const;

export const list = { ...syntax, run };

async function run(argv: string[], { output, streams }: CommandContext): Promise<ExitCode> {
  const { flags } = parseCommandLine(argv, syntax);
  const { contexts, currentContext } = await readConfigFile(streams.env);
  // Never a key: what is listed is pasted.
  if (flags.json)
    output.printJson(contexts.map(({ name, url }) => ({ name, url, current: name === currentContext })));
  else if (contexts.length === 0) output.note("There is no context yet. Make one: smithctl login");
  else {
    output.printTable(
      [
        { title: "CONTEXT", priority: 3 },
        { title: "CURRENT", priority: 2 },
        { title: "URL", priority: 1, min: 20 },
        { title: "KEY" },
      ],
      contexts.map((context) => [
        context.name,
        context.name === currentContext ? "yes" : "",
        context.url,
        whereKeyIs(context),
      ]),
    );
    warnOfVariables(streams.env, output);
  }
  return exitCodes.ok;
}

function whereKeyIs({ apiKey, apiKeyFile }: Context): string | undefined {
  return apiKey === undefined ? apiKeyFile : "kept with it";
}
