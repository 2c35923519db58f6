import type { Tables } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import { findApp } from "../apps.ts";
import type { EnvironmentDirectory } from "../environments.ts";
import { appArchived, type DomainError } from "../errors.ts";
import { findPublishedVersion } from "../versions/find.ts";
import type { BlobStore, FileDiff, GitopsRepository } from "../ports.ts";
import { judge, lookAt } from "./judge.ts";
import { ownersOf } from "./owners.ts";
import { prepareOne } from "./prepare.ts";
import { queued } from "./request.ts";
import { seenSoFar } from "./seen.ts";

export interface DeploymentDiff {
  runningVersion?: string;
  head: string;
  kind: Deployment["kind"];
  obstacles: DomainError[];
  files: FileDiff[];
}

interface Tools {
  tables: Pick<Tables, "apps" | "versions" | "runningVersions" | "runningObjects">;
  blobs: BlobStore;
  gitops: GitopsRepository;
  environments: EnvironmentDirectory;
  fluxSetsNamespace: boolean;
  now: () => number;
}

/**
 * The commit that deploying a version would make on the remote's head at this moment, by the very code that makes it.
 * Throws `app-unknown`, `version-unknown`, `version-not-published`, `environment-unknown`, or why the remote cannot be asked;
 * and the signal's reason once it aborts.
 */
export async function diffDeployment(
  tools: Tools,
  asked: { app: string; version: string; environment: string },
  signal?: AbortSignal,
): Promise<DeploymentDiff> {
  const { tables, gitops, environments, now } = tools;
  const app = await findApp(tables, asked.app);
  const version = await findPublishedVersion(tables, asked.app, asked.version);
  const { name: environment } = await environments.require(asked.environment);
  const running = await tables.runningVersions.find(app.repository, environment, app.name);
  const deployment: Deployment = {
    ...queued(app, version, environment, now()),
    kind: "manual",
    adopt: false,
    holdsPolicies: false,
    requestedBy: "",
  };
  const prepared = await prepareOne(tools, deployment);
  const head = await gitops.sync();
  const owners = await ownersOf(tables, [prepared]);
  const [atHead] = await lookAt(gitops, head, [prepared]);
  const { changes, obstacles } = await judge(gitops, atHead!, seenSoFar(owners));
  return {
    ...(running && { runningVersion: running.version }),
    head,
    kind: prepared.kind,
    obstacles:
      app.archivedAt === undefined ? obstacles : [appArchived(app.name, app.archivedAt), ...obstacles],
    files: await gitops.preview(
      head,
      { message: prepared.message, date: deployment.createdAt, changes },
      signal,
    ),
  };
}
