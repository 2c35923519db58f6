import type { Deployment } from "../../database/deployments.ts";
import { isEarlier } from "./status.ts";

/** What a version must say of itself to be chosen. */
type Dated = { uid: string; publishedAt?: number };

/**
 * The version that ran before the running one, given what ran there one after another, the last first. Never one whose
 * last run ended in a rollback, and never one that was published after the running one: so repeating walks back, and a
 * version that was brought back on purpose counts again. After a removal it is what ran last. Undefined where there is none.
 */
export function versionToGoBackTo<Version extends Dated>(
  history: readonly Pick<Deployment, "kind" | "versionUid">[],
  versions: ReadonlyMap<string, Version>,
  running: Version | undefined,
): Version | undefined {
  const seen = new Set<string>();
  for (const [index, { versionUid }] of history.entries()) {
    const version = versions.get(versionUid ?? "");
    // Only a version's last run counts.
    if (!version || seen.has(version.uid)) continue;
    seen.add(version.uid);
    const next = history[index - 1];
    const after = versions.get(next?.versionUid ?? "");
    // One that turned out to go forward was none.
    const endedInRollback = next?.kind === "rollback" && after !== undefined && isEarlier(after, version);
    if (endedInRollback || version.uid === running?.uid) continue;
    if (!running || isEarlier(version, running)) return version;
  }
  return undefined;
}
