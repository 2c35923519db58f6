import { findApp } from "../apps.ts";
import { objectsIn, objectsWithoutNamespace, renderFolder } from "../../../manifests/index.ts";
import type { App } from "../../database/apps.ts";
import type { Tables } from "../../database/database.ts";
import type { Deployment, DeploymentKind } from "../../database/deployments.ts";
import type { Version } from "../../database/versions.ts";
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
  /** What the folder is to hold; none for a removal. */
  files: File[];
  /** The Kubernetes objects that it brings (manifests/object-keys.ts). */
  objects: string[];
  /** Those that Flux would refuse, because they are in no namespace. */
  homeless: string[];
  /** The namespace that the generated kustomization sets. */
  namespace?: string;
  /** The commit that is live where this very version runs already. */
  liveCommit?: string;
}

interface Tools {
  tables: Pick<Tables, "apps" | "versions" | "runningVersions">;
  blobs: BlobStore;
  /** Whether the Flux Kustomization sets a namespace on what has none. */
  fluxSetsNamespace: boolean;
}

/** Reads a version's bytes, checked against its digest, and renders its folder for one environment. */
export async function prepare(tools: Tools, deployment: Deployment): Promise<Prepared> {
  const { tables } = tools;
  const app = await findApp(tables, deployment.app);
  const folder = folderOf(deployment);
  if (deployment.versionUid === undefined)
    return {
      ...{ deployment, kind: "removal", folder, files: [], objects: [], homeless: [] },
      message: messageOf(deployment),
    };
  const { version, runningVersion, commit } = await versionsOf(tables, deployment, deployment.versionUid);
  const kind = kindWhenWritten(deployment.kind, version, runningVersion);
  const namespace = app.namespace === undefined ? {} : { namespace: app.namespace };
  return {
    deployment,
    kind,
    folder,
    ...(await contentOf(tools, app, version, deployment.environment)),
    ...namespace,
    message: messageOf({ ...deployment, kind }, version),
    ...(runningVersion?.uid === version.uid && commit !== undefined && { liveCommit: commit }),
  };
}

/** Where an app lies in the repository. */
export const folderOf = ({ environment, app }: Pick<Deployment, "environment" | "app">) =>
  `environments/${environment}/apps/${app}`;

const messageOf = (deployment: Deployment, version?: Version) =>
  formatCommitMessage({ ...deployment, ...(version && { digest: version.digest }) });

async function versionsOf(
  tables: Tools["tables"],
  { repository, environment, app }: Deployment,
  versionUid: string,
) {
  const running = await tables.runningVersions.find(repository, environment, app);
  const versions = await tables.versions.ofUids([versionUid, ...(running ? [running.versionUid] : [])]);
  return {
    version: versions.find(({ uid }) => uid === versionUid)!,
    runningVersion: versions.find(({ uid }) => uid === running?.versionUid),
    commit: running?.commit,
  };
}

async function contentOf(
  { tables, blobs, fluxSetsNamespace }: Tools,
  { namespace }: App,
  version: Version,
  environment: string,
): Promise<Pick<Prepared, "files" | "objects" | "homeless">> {
  const views = await tables.versions.objects(version.uid);
  const published = await readPublished(blobs, version, await tables.versions.files(version.uid));
  return {
    files: renderFolder({ files: published, environment, ...(namespace !== undefined && { namespace }) }),
    objects: objectsIn(views, environment, namespace),
    homeless: fluxSetsNamespace ? [] : objectsWithoutNamespace(views, environment, namespace),
  };
}
