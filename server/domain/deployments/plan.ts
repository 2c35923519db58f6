import type { Tables } from "../../database/database.ts";
import type { DomainError } from "../errors.ts";
import type { CommitPlan, GitopsRepository } from "../ports.ts";
import { judge } from "./judge.ts";
import type { Prepared } from "./prepare.ts";
import { seenSoFar } from "./seen.ts";

export interface ToCommit {
  kind: "commit";
  prepared: Prepared;
  commit: CommitPlan;
}

/** What a deployment means for the repository at one head. */
export type Verdict =
  | ToCommit
  | { kind: "unchanged"; prepared: Prepared }
  | { kind: "refused"; prepared: Prepared; error: DomainError };

/**
 * Judges a batch against one head, in order: what one member writes, the next sees. Members have different folders
 * (database/deployments.ts, claim), so only the parents' kustomizations and the objects in them can meet.
 */
export async function planBatch(
  tables: Pick<Tables, "runningObjects">,
  gitops: GitopsRepository,
  head: string,
  batch: Prepared[],
  now: number,
): Promise<Verdict[]> {
  const seen = seenSoFar();
  const verdicts: Verdict[] = [];
  for (const prepared of batch) {
    const { changes, obstacles } = await judge(tables, gitops, head, prepared, seen);
    const [error] = obstacles;
    if (error) {
      verdicts.push({ kind: "refused", prepared, error });
      continue;
    }
    seen.note(prepared, changes);
    if (changes.length === 0) verdicts.push({ kind: "unchanged", prepared });
    else
      verdicts.push({ kind: "commit", prepared, commit: { message: prepared.message, date: now, changes } });
  }
  return verdicts;
}
