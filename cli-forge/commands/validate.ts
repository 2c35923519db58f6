import { CommandError, UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { isDnsLabel, validateVersion, type NamespaceSource } from "../../manifests/index.ts";
import { buildFlags, factsOfFlags } from "../build-flags.ts";
import { checkVersion } from "../check-version.ts";
import { prepareForCheck } from "../prepare.ts";
import type { PreparedVersion } from "../prepare.ts";
import { requireApp } from "../require-app.ts";

const flags = {
  ...buildFlags,
  app: { type: "string" },
  namespace: { type: "string" },
  json: { type: "boolean" },
} as const;

export const help = formatHelp({
  summary: "Checks a folder of manifests without asking smithd.",
  usage: ["forge validate DIR --app A [--namespace NS]"],
  flags: [
    ["--app A", "the app"],
    ["--namespace NS", "the namespace that the app is registered with"],
    ["--version V", "the version's id, where a version.yml in the folder has to match it"],
    ["", "the flags of `forge version` work here too"],
    jsonHelp,
  ],
  examples: ["forge validate ./manifests --app api-service --namespace shop"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const parsed = parseCommandLine(argv, flags, ["DIR"]);
  const { output, streams } = context;
  const wanted = {
    folder: parsed.input[0]!,
    app: requireApp(parsed.flags.app),
    version: parsed.flags.version,
    facts: factsOfFlags(parsed.flags),
  };
  const namespace = namespaceOf(parsed.flags.namespace);
  const json = parsed.flags.json === true;
  const prepared = await prepareForCheck(wanted, { env: streams.env, cwd: process.cwd() }).catch(
    (error: unknown) => {
      if (json && error instanceof CommandError && error.errors.length > 0) {
        output.printJson({ valid: false, violations: error.errors, warnings: [] });
      }
      throw error;
    },
  );
  for (const note of prepared.notes) output.note(note);
  if (json) return printResult(prepared, namespace, context);
  checkVersion(prepared, namespace, output);
  output.print(`${prepared.files.length} files are valid.`);
  return exitCodes.ok;
}

function printResult(
  { app, version, files }: PreparedVersion,
  namespace: NamespaceSource,
  context: CommandContext,
): ExitCode {
  const { violations, warnings } = validateVersion({ app, version, files, namespace });
  context.output.printJson({ valid: violations.length === 0, violations, warnings });
  return violations.length === 0 ? exitCodes.ok : exitCodes.failed;
}

function namespaceOf(name: string | undefined): NamespaceSource {
  if (name === undefined) return "unknown";
  if (isDnsLabel(name)) return { app: name };
  throw new UsageError(
    `"${name}" cannot be a namespace: lower-case letters, digits and \`-\`, at most 63 characters.`,
  );
}
