import { objectsIn } from "../../../manifests/index.ts";
import type { Tables } from "../../database/database.ts";
import type { DomainError } from "../errors.ts";
import type { CommitPlan, GitopsRepository } from "../ports.ts";
import { judge, lookAt } from "./judge.ts";
import { ownersOf } from "./owners.ts";
import { isInDoubt } from "./doubt.ts";
import { folderOf, type Prepared } from "./prepare.ts";
import { seenSoFar, type Seen } from "./seen.ts";

export interface ToCommit {
  kind: "commit";
  prepared: Prepared;
  commit: CommitPlan;
}

/** What a deployment means for the repository at one head. */
export type Verdict =
  | ToCommit
  | {
      kind: "unchanged";
      prepared: Prepared;
      /** Whether a push that is under way may change it still. */
      mayChange: boolean;
    }
  | {
      kind: "refused";
      prepared: Prepared;
      error: DomainError;
      /** Whether it holds only if an earlier member of the batch is written. */
      restsOnBatch: boolean;
    };

interface Tools {
  tables: Pick<Tables, "deployments" | "versions" | "runningObjects">;
  gitops: GitopsRepository;
  isOpen: (id: string) => boolean;
  now: () => number;
}

/**
 * Judges a batch against one head, in order: what one member writes, the next sees. Members have different folders
 * (database/deployments.ts, claim), so only the parents' kustomizations and the objects in them can meet.
 */
export async function planBatch(tools: Tools, head: string, batch: Prepared[]): Promise<Verdict[]> {
  const { tables, gitops, now } = tools;
  const seen = seenSoFar(await ownersOf(tables, batch));
  const undecided = await noteUndecided(tools, batch, seen);
  const date = now();
  const verdicts: Verdict[] = [];
  for (const atHead of await lookAt(gitops, head, batch)) {
    const { prepared } = atHead;
    const { changes, obstacles, restsOnBatch } = await judge(gitops, atHead, seen);
    const [error] = obstacles;
    if (error) {
      verdicts.push({ kind: "refused", prepared, error, restsOnBatch });
      continue;
    }
    seen.note(prepared, changes);
    const { message } = prepared;
    verdicts.push(
      changes.length === 0
        ? { kind: "unchanged", prepared, mayChange: undecided.has(prepared.folder) }
        : { kind: "commit", prepared, commit: { message, date, changes } },
    );
  }
  return verdicts;
}

/**
 * What was pushed by others, or by us without an answer, may lie in the repository without being recorded: its objects
 * are taken. Returns the folders that it concerns.
 */
async function noteUndecided({ tables, isOpen }: Tools, batch: Prepared[], seen: Seen): Promise<Set<string>> {
  const [first] = batch;
  if (!first) return new Set();
  const writing = await tables.deployments.beingWritten(first.deployment.repository);
  const undecided = writing.filter(({ id, commit }) => commit !== undefined && !isOpen(id));
  const views = await tables.versions.objects(undecided.flatMap(({ versionUid }) => versionUid ?? []));
  for (const { app, environment, versionUid = "", namespace } of undecided)
    seen.take(environment, app, objectsIn(views.get(versionUid) ?? [], environment, namespace));
  return new Set(
    [...undecided, ...batch.map(({ deployment }) => deployment).filter(isInDoubt)].map(folderOf),
  );
}
