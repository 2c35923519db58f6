import {
  objectsIn,
  objectsWithoutNamespace,
  type ObjectsOfView,
  renderFolder,
} from "../../../manifests/index.ts";
import type { App } from "../../database/apps.ts";
import type { Tables } from "../../database/database.ts";
import type { Deployment, DeploymentKind } from "../../database/deployments.ts";
import type { Version } from "../../database/versions.ts";
import { inTurns } from "../in-turns.ts";
import type { BlobStore, File } from "../ports.ts";
import type { DeclaredFile } from "../versions/digest.ts";
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
  /** The id of the folder's tree as it was written last, where anything runs. */
  writtenTree?: string;
}

interface Tools {
  tables: Pick<Tables, "apps" | "versions" | "runningVersions">;
  blobs: BlobStore;
  /** Whether the Flux Kustomization sets a namespace on what has none. */
  fluxSetsNamespace: boolean;
}

/** How many members have their files read at the same time. */
const PREPARED_AT_ONCE = 8;

/** What the database knows of what one deployment concerns. */
interface Known {
  app: App;
  /** Absent for a removal. */
  version?: Version;
  files: DeclaredFile[];
  views: ObjectsOfView[];
  running?: { version: Version | undefined; commit: string; tree: string };
}

/**
 * Reads versions' bytes, checked against their digests, and renders their folders, each for one environment. One that
 * cannot be read stands for itself alone.
 */
export async function prepareAll(
  tools: Tools,
  deployments: Deployment[],
): Promise<{ deployment: Deployment; prepared: Prepared | { error: unknown } }[]> {
  const known = await lookUp(tools.tables, deployments);
  return inTurns(deployments, PREPARED_AT_ONCE, async (deployment) => ({
    deployment,
    prepared: await prepare(tools, deployment, known(deployment)).catch((error: unknown) => ({ error })),
  }));
}

/** As `prepareAll`, for one. Rejects where it cannot be read. */
export async function prepareOne(tools: Tools, deployment: Deployment): Promise<Prepared> {
  const known = await lookUp(tools.tables, [deployment]);
  return prepare(tools, deployment, known(deployment));
}

async function prepare(tools: Tools, deployment: Deployment, known: Known): Promise<Prepared> {
  const folder = folderOf(deployment);
  const { app, version, running } = known;
  const written = running && { writtenTree: running.tree };
  if (version === undefined)
    return {
      ...{ deployment, kind: "removal", folder, files: [], objects: [], homeless: [], ...written },
      message: messageOf(deployment),
    };
  const kind = kindWhenWritten(deployment.kind, version, running?.version);
  return {
    deployment,
    kind,
    folder,
    ...written,
    ...(await contentOf(tools, known, version, deployment.environment)),
    ...(app.namespace !== undefined && { namespace: app.namespace }),
    message: messageOf({ ...deployment, kind }, version),
    ...(running?.version?.uid === version.uid && { liveCommit: running.commit }),
  };
}

/** Where an app lies in the repository. */
export const folderOf = ({ environment, app }: Pick<Deployment, "environment" | "app">) =>
  `environments/${environment}/apps/${app}`;

const messageOf = (deployment: Deployment, version?: Version) =>
  formatCommitMessage({ ...deployment, ...(version && { digest: version.digest }) });

/** Asks once for all of them: a question for each would cost more than everything else together. */
async function lookUp(
  { apps, versions, runningVersions }: Tools["tables"],
  deployments: Deployment[],
): Promise<(deployment: Deployment) => Known> {
  const names = [...new Set(deployments.map(({ app }) => app))];
  const uids = [...new Set(deployments.flatMap(({ versionUid }) => versionUid ?? []))];
  const appsByName = await apps.ofNames(names);
  const running = new Map((await runningVersions.ofApps(names)).map((one) => [folderOf(one), one]));
  const runningUids = [...running.values()].map(({ versionUid }) => versionUid);
  const all = await versions.ofUids([...new Set([...uids, ...runningUids])]);
  const byUid = new Map(all.map((version) => [version.uid, version]));
  const files = await versions.filesOfAll(uids);
  const views = await versions.objects(uids);
  return (deployment) => {
    const version = byUid.get(deployment.versionUid ?? "");
    const runs = running.get(folderOf(deployment));
    return {
      app: appsByName.get(deployment.app)!,
      ...(version && { version }),
      files: files.get(deployment.versionUid ?? "") ?? [],
      views: views.get(deployment.versionUid ?? "") ?? [],
      ...(runs && { running: { version: byUid.get(runs.versionUid), commit: runs.commit, tree: runs.tree } }),
    };
  };
}

async function contentOf(
  { blobs, fluxSetsNamespace }: Tools,
  { app: { namespace }, files, views }: Known,
  version: Version,
  environment: string,
): Promise<Pick<Prepared, "files" | "objects" | "homeless">> {
  const published = await readPublished(blobs, version, files);
  return {
    files: renderFolder({ files: published, environment, ...(namespace !== undefined && { namespace }) }),
    objects: objectsIn(views, environment, namespace),
    homeless: fluxSetsNamespace ? [] : objectsWithoutNamespace(views, environment, namespace),
  };
}
