import { CommandError } from "../clients/errors.ts";
import { describeFaults } from "../clients/terminal/failure.ts";
import type { Output } from "../clients/terminal/output.ts";
import { validateVersion, type NamespaceSource } from "../manifests/index.ts";
import type { PreparedVersion } from "./prepare.ts";

/** Prints the warnings, and throws an error with every violation where there is one. */
export function checkVersion(
  { app, version, files }: PreparedVersion,
  namespace: NamespaceSource,
  output: Output,
): void {
  const { violations, warnings } = validateVersion({ app, version, files, namespace });
  if (warnings.length > 0)
    output.warn(`${count(warnings.length, "thing")} to look at:\n${describeFaults(warnings)}`);
  if (violations.length === 0) return;
  throw new CommandError(`${count(violations.length, "violation")} in the files for ${app}:`, {
    errors: violations,
    next: "Correct the files and run forge again. Nothing was sent.",
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
