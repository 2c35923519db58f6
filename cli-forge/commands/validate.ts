import { CommandError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { kubernetesVersion, type NamespaceSource } from "../../manifests/index.ts";
import { checkFlags, checkHelp, checkVersion, termsOf, verdictOn } from "../check-version.ts";
import { checkedLabel } from "../require-app.ts";
import { sourceSyntax, versionToCheck } from "../source.ts";

const syntax = {
  ...sourceSyntax,
  flags: {
    ...sourceSyntax.flags,
    ...checkFlags,
    namespace: { type: "string" },
    json: { type: "boolean" },
  },
} as const;

export const help = formatHelp({
  summary: "Checks a folder of manifests as Kubernetes and Flux would, without asking them or smithd.",
  usage: ["forge validate DIR --app A [--namespace NS]"],
  flags: [
    ["--app A", "the app"],
    ["--namespace NS", "the namespace that the app is registered with"],
    ...checkHelp,
    ["--version V", "the version's id, where a version.yml in the folder has to match it"],
    ["", "the flags of `forge version` work here too"],
    jsonHelp,
  ],
  examples: ["forge validate ./manifests --app api-service --namespace shop"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const { output } = context;
  const terms = termsOf(flags, namespaceOf(flags.namespace));
  const json = flags.json === true;
  const prepared = await versionToCheck(input, flags, context).catch((error: unknown) => {
    if (json && error instanceof CommandError && error.errors.length > 0) {
      output.printJson({
        valid: false,
        kubernetes: kubernetesVersion,
        violations: error.errors,
        warnings: [],
      });
    }
    throw error;
  });
  if (json) {
    const { violations, warnings } = await verdictOn(prepared, terms, context);
    output.printJson({
      valid: violations.length === 0,
      kubernetes: kubernetesVersion,
      violations,
      warnings,
    });
    return violations.length === 0 ? exitCodes.ok : exitCodes.failed;
  }
  await checkVersion(prepared, terms, context);
  output.print(`${prepared.files.length} files are valid for Kubernetes ${kubernetesVersion} and Flux.`);
  return exitCodes.ok;
}

function namespaceOf(name: string | undefined): NamespaceSource {
  return name === undefined ? "unknown" : { app: checkedLabel(name, "a namespace") };
}
