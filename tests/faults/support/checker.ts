import { checkCommits } from "./check-commits.ts";
import { checkHistory } from "./check-history.ts";
import { checkOutcomes } from "./check-outcomes.ts";
import { checkTree } from "./check-tree.ts";
import type { Evidence } from "./evidence.ts";

/**
 * Everything that is wrong, as sentences; none where the promise was kept: every accepted deployment ended, every
 * deployed one has its commit once and in order, the tree is what was accepted last, and others' work is intact.
 */
export function check(evidence: Evidence): string[] {
  return [checkOutcomes, checkCommits, checkTree, checkHistory].flatMap((rules) => rules(evidence));
}
