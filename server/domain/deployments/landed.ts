import type { DeploymentKind, DeployedEnding } from "../../database/deployments.ts";
import type { GitopsRepository } from "../ports.ts";

interface Written {
  kind: DeploymentKind;
  /** Where the app lies in the repository. */
  folder: string;
  namespace?: string;
  changed: boolean;
  commit: string;
  /** A commit at which the folder is as it was asked for. */
  at: string;
  /** When the remote had taken the commit, where that is known. */
  pushedAt?: number;
}

/** How a deployment ended that the remote has. */
export async function deployedAs(
  gitops: Pick<GitopsRepository, "tree">,
  { kind, folder, namespace, changed, commit, at, pushedAt }: Written,
): Promise<DeployedEnding> {
  const tree = kind === "removal" ? undefined : await gitops.tree(at, folder);
  return {
    status: "deployed",
    kind,
    changed,
    commit,
    ...(tree !== undefined && { tree }),
    ...(namespace !== undefined && { namespace }),
    ...(pushedAt !== undefined && { pushedAt }),
  };
}
