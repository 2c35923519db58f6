import type { Deployment } from "../../database/deployments.ts";
import type { GitopsRepository } from "../ports.ts";
import { parseCommitMessage } from "./commit-message.ts";

/**
 * A deployment is in doubt while a push that carries it may land: from the moment its commit is stored until the push is
 * answered, or the remote's head is no longer the one that the commit was built on. A push names that head and does
 * nothing on another, whoever sends it and however late.
 */
export const isInDoubt = ({ base }: Deployment): boolean => base !== undefined;

/** Notes that nothing of what was pushed for it can land any more. */
export function settle(deployment: Deployment): void {
  delete deployment.base;
  delete deployment.commit;
}

/**
 * The commits by which those in doubt landed in the history of `head`, by the deployments' ids: found by their trailers,
 * since more than one writer may have made a commit for them. Whatever did not land up to a head that has moved on never
 * will, and is settled.
 */
export async function landedSince(
  gitops: Pick<GitopsRepository, "messages">,
  head: string,
  deployments: readonly Deployment[],
): Promise<Map<string, string>> {
  const landed = new Map<string, string>();
  const moved = deployments.filter((deployment) => isInDoubt(deployment) && deployment.base !== head);
  for (const [base, those] of Map.groupBy(moved, (deployment) => deployment.base!)) {
    const written = new Map<string, string>();
    for (const { commit, message } of await gitops.messages(base, head)) {
      const id = parseCommitMessage(message)?.id;
      if (id !== undefined) written.set(id, commit);
    }
    for (const deployment of those) {
      const commit = written.get(deployment.id);
      if (commit === undefined) settle(deployment);
      else landed.set(deployment.id, commit);
    }
  }
  return landed;
}
