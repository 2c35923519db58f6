import { CommandError } from "../clients/errors.ts";
import { describeFaults } from "../clients/terminal/failure.ts";
import type { Output } from "../clients/terminal/output.ts";
import { validateVersion, type NamespaceSource, type Verdict } from "../manifests/index.ts";
import type { PreparedVersion } from "./prepare.ts";

export interface Terms {
  namespace: NamespaceSource;
  /** Whether fields that no schema knows are only warned of, for a cluster newer than our schemas. */
  acceptUnknownFields: boolean;
}

export function verdictOn({ app, version, files }: PreparedVersion, terms: Terms): Verdict {
  return validateVersion({ app, version, files, ...terms });
}

/** Prints the warnings, and throws an error with every violation where there is one. */
export function checkVersion(prepared: PreparedVersion, terms: Terms, output: Output): void {
  const { violations, warnings } = verdictOn(prepared, terms);
  if (warnings.length > 0)
    output.warn(`${count(warnings.length, "thing")} to look at:\n${describeFaults(warnings)}`);
  if (violations.length === 0) return;
  const isUnknown = violations.every(({ code }) => code === "field-unknown");
  throw new CommandError(`${count(violations.length, "violation")} in the files for ${prepared.app}:`, {
    errors: violations,
    next: isUnknown
      ? "Correct the files and run forge again. Where your cluster knows these fields: --accept-unknown-fields. Nothing was sent."
      : "Correct the files and run forge again. Nothing was sent.",
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
