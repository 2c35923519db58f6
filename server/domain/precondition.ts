import { preconditionFailed } from "./errors.ts";

/** What the caller knows of the thing that is to be changed. */
export type Precondition = { kind: "none" | "absent" | "present" } | { kind: "revision"; revision: string };

/** Throws `precondition-failed`, naming `what`, where the thing is not what the caller saw. */
export function requireMet(
  precondition: Precondition,
  seen: { revision: string } | undefined,
  what: string,
): void {
  const met =
    precondition.kind === "none" ||
    (precondition.kind === "absent" && !seen) ||
    (precondition.kind === "present" && seen) ||
    (precondition.kind === "revision" && seen?.revision === precondition.revision);
  if (!met) throw preconditionFailed(what);
}
