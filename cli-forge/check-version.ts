import { CommandError } from "../clients/errors.ts";
import { describeFaults } from "../clients/terminal/failure.ts";
import type { CommandContext } from "../clients/terminal/program.ts";
import {
  kubernetesVersion,
  readSchemaFolder,
  textToShow,
  validateInParallel,
  VERSION_FILE,
  type NamespaceSource,
  type Verdict,
} from "../manifests/index.ts";
import { annotations } from "./annotations.ts";
import type { PreparedVersion } from "./prepare.ts";

export interface Terms {
  namespace: NamespaceSource;
  /** Whether fields that no schema knows are only warned of, for a cluster newer than our schemas. */
  acceptUnknownFields: boolean;
  /** Whether secrets that are written out are refused, and not only warned of. */
  denySecrets: boolean;
  /** A folder of CustomResourceDefinitions that the clusters have. */
  schemas?: string | undefined;
}

/** The flags of every command that checks. */
export const checkFlags = {
  acceptUnknownFields: { type: "boolean" },
  denySecrets: { type: "boolean" },
  schemas: { type: "string" },
} as const;

export const checkHelp: [string, string][] = [
  [
    "--accept-unknown-fields",
    `only warn of fields that Kubernetes ${kubernetesVersion} does not know, for a newer cluster`,
  ],
  ["--deny-secrets", "refuse secrets that are written out, instead of warning of them"],
  ["--schemas DIR", "CustomResourceDefinitions that the clusters have, to check custom resources with"],
];

interface Flags {
  acceptUnknownFields?: boolean | undefined;
  denySecrets?: boolean | undefined;
  schemas?: string | undefined;
}

export const termsOf = (flags: Flags, namespace: NamespaceSource): Terms => ({
  namespace,
  acceptUnknownFields: flags.acceptUnknownFields === true,
  denySecrets: flags.denySecrets === true,
  schemas: flags.schemas,
});

type Around = Pick<CommandContext, "output" | "streams">;

/** The verdict on a version, which in GitHub Actions is shown beside the files' lines. */
export async function verdictOn(
  prepared: PreparedVersion,
  terms: Terms,
  { output, streams }: Around,
): Promise<Verdict> {
  const { app, version, files, folder } = prepared;
  const schemas = terms.schemas === undefined ? [] : schemasIn(terms.schemas);
  const judged = await validateInParallel({ app, version, files, ...terms }, { schemas });
  const verdict = withSecrets(judged, terms);
  for (const [level, faults] of [
    ["error", verdict.violations],
    ["warning", verdict.warnings],
  ] as const)
    for (const line of annotations(level, faults, folder, streams.env)) output.note(line);
  return verdict;
}

function schemasIn(folder: string): Uint8Array[] {
  try {
    return readSchemaFolder(folder);
  } catch (error) {
    throw new CommandError(`The schemas cannot be used: ${(error as Error).message}`, {
      next: "Put CustomResourceDefinitions there: kubectl get crds -o yaml > DIR/crds.yaml",
    });
  }
}

function withSecrets(verdict: Verdict, { denySecrets }: Terms): Verdict {
  if (!denySecrets) return verdict;
  const isSecret = ({ code }: { code: string }) => code === "secret-literal";
  return {
    ...verdict,
    violations: [...verdict.violations, ...verdict.warnings.filter(isSecret)],
    warnings: verdict.warnings.filter((warning) => !isSecret(warning)),
  };
}

/** Prints the warnings, and throws an error with every violation where there is one. */
export async function checkVersion(prepared: PreparedVersion, terms: Terms, around: Around): Promise<void> {
  const { violations, warnings } = await verdictOn(prepared, terms, around);
  if (warnings.length > 0)
    around.output.warn(`${count(warnings.length, "thing")} to look at:\n${describeFaults(warnings)}`);
  if (violations.length === 0) return;
  const isUnknown = violations.every(({ code }) => code === "field-unknown");
  throw new CommandError(
    `${count(violations.length, "violation")} in the files for ${prepared.app}, as Kubernetes ${kubernetesVersion} and Flux judge:`,
    {
      errors: violations,
      textOf: textsOf(prepared),
      next: isUnknown
        ? "Correct the files and run forge again. Where your cluster knows these fields: --accept-unknown-fields. Nothing was sent."
        : "Correct the files and run forge again. Nothing was sent.",
    },
  );
}

/** A version.yml that was made for the occasion is nobody's to correct. */
const textsOf = ({ files }: PreparedVersion) => {
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]));
  return (file: string) => {
    const bytes = file === VERSION_FILE ? undefined : byPath.get(file);
    return bytes && textToShow(bytes);
  };
};

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
