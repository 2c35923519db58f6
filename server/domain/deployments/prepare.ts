import { findApp } from "../apps.ts";
import { renderFolder } from "../../../manifests/index.ts";
import type { Tables } from "../../database/database.ts";
import type { Deployment, DeploymentKind } from "../../database/deployments.ts";
import type { BlobStore, File } from "../ports.ts";
import { readPublished } from "../versions/verify.ts";
import { formatCommitMessage } from "./commit-message.ts";
import { kindWhenWritten } from "./status.ts";

/** A deployment with everything that its commit needs, whatever the repository's head. */
export interface Prepared {
  deployment: Deployment;
  kind: DeploymentKind;
  message: string;
  /** Where the app lies in the repository. */
  folder: string;
  files: File[];
  /** The commit that is live where this very version runs already. */
  liveCommit?: string;
}

/** Reads a version's bytes, checked against its digest, and renders its folder for one environment. */
export async function prepare(
  tables: Pick<Tables, "apps" | "versions" | "runningVersions">,
  blobs: BlobStore,
  deployment: Deployment,
): Promise<Prepared> {
  const app = await findApp(tables, deployment.app);
  const running = await tables.runningVersions.find(
    deployment.repository,
    deployment.environment,
    deployment.app,
  );
  const uids = [deployment.versionUid, ...(running ? [running.versionUid] : [])];
  const versions = await tables.versions.ofUids(uids);
  const version = versions.find(({ uid }) => uid === deployment.versionUid)!;
  const kind = kindWhenWritten(
    deployment.kind,
    version,
    versions.find(({ uid }) => uid === running?.versionUid),
  );
  const files = renderFolder({
    files: await readPublished(blobs, version, await tables.versions.files(version.uid)),
    environment: deployment.environment,
    ...(app.namespace !== undefined && { namespace: app.namespace }),
  });
  return {
    deployment,
    kind,
    files,
    folder: `environments/${deployment.environment}/apps/${app.name}`,
    message: formatCommitMessage({ ...deployment, kind, digest: version.digest }),
    ...(running?.versionUid === version.uid && { liveCommit: running.commit }),
  };
}
