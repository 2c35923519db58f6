import { posix } from "node:path";
import {
  addToParent,
  identityOfVersionFile,
  ParentKustomizationError,
  removeFromParent,
  VERSION_FILE,
} from "../../../manifests/index.ts";
import { type DomainError, environmentUnknown } from "../errors.ts";
import { folderNotOwned, namespaceMissing, objectConflict, parentKustomizationInvalid } from "./refusals.ts";
import { inTurns } from "../in-turns.ts";
import { nearMatch } from "../near-match.ts";
import type { Change, File, GitopsRepository } from "../ports.ts";
import type { Prepared } from "./prepare.ts";
import type { Seen } from "./seen.ts";

/** What writing a deployment on a head would change, and everything that forbids it. */
export interface Judgement {
  /** None where all is there already. */
  changes: Change[];
  obstacles: DomainError[];
  /** Whether the obstacles are gone if no earlier member of the batch is written. */
  restsOnBatch: boolean;
}

/** What a head has of a deployment's own, whatever the batch that it is in. */
export interface AtHead {
  prepared: Prepared;
  head: string;
  /** The names of all environments. */
  environments: string[];
  /** The blob ids of the folder's files, by path. */
  files: Map<string, string>;
  notOwned: DomainError | undefined;
}

/** Deployments that are looked at at the same time: git answers one after another, but nothing waits in between. */
const LOOKED_AT_ONCE = 32;

export const lookAt = (gitops: GitopsRepository, head: string, batch: Prepared[]): Promise<AtHead[]> =>
  inTurns(batch, LOOKED_AT_ONCE, async (prepared) => {
    const environments = (await gitops.environments(head)).map(({ name }) => name);
    const files = await gitops.folder(head, prepared.folder);
    return { prepared, head, environments, files, notOwned: await notOwned(gitops, head, prepared, files) };
  });

/** Judges a deployment by what the head has of it and what earlier members of its batch make of that. Writes nothing. */
export async function judge(gitops: GitopsRepository, atHead: AtHead, seen: Seen): Promise<Judgement> {
  const { prepared, head, environments, files } = atHead;
  const { environment } = prepared.deployment;
  if (!environments.includes(environment)) {
    const unknown = environmentUnknown(environment, environments, nearMatch(environment, environments));
    return { changes: [], obstacles: [unknown], restsOnBatch: false };
  }
  const parent = await parentChange(gitops, head, prepared, seen);
  const { error: objects, restsOnBatch } = conflict(prepared, seen);
  const certain = [
    atHead.notOwned,
    prepared.homeless.length > 0 ? namespaceMissing(prepared.deployment.app, prepared.homeless) : undefined,
    parent.obstacle,
  ];
  const changes = [...folderChange(gitops, prepared, files), ...(parent.change ? [parent.change] : [])];
  return {
    changes: [...changes, ...(await placeholder(gitops, head, prepared, changes, seen))],
    obstacles: [...certain, objects].filter((obstacle) => obstacle !== undefined),
    restsOnBatch: restsOnBatch && certain.every((obstacle) => obstacle === undefined),
  };
}

/** A folder is ours where its version.yml names the app; anything else was put there by somebody. */
async function notOwned(
  gitops: GitopsRepository,
  head: string,
  { deployment, folder, kind, writtenTree }: Prepared,
  current: Map<string, string>,
): Promise<DomainError | undefined> {
  if (current.size === 0 || deployment.adopt) return undefined;
  // Untouched since we wrote it: there is nothing to be read in it.
  if (writtenTree !== undefined && (await gitops.tree(head, folder)) === writtenTree) return undefined;
  const versionFile = await gitops.read(head, `${folder}/${VERSION_FILE}`);
  if (versionFile && identityOfVersionFile(versionFile).app === deployment.app) return undefined;
  return folderNotOwned(folder, [...current.keys()], kind === "removal" ? "Removing" : "Deploying");
}

/** An object belongs to one app in an environment: kustomize refuses to build what two bring, and with it all the rest. */
function conflict(
  { deployment: { environment, app }, objects }: Prepared,
  seen: Seen,
): { error?: DomainError; restsOnBatch: boolean } {
  const taken = objects.flatMap((object) =>
    seen
      .ownersOf(environment, object)
      .filter((owner) => owner.app !== app)
      .map((owner) => ({ object, ...owner })),
  );
  if (taken.length === 0) return { restsOnBatch: false };
  return {
    error: objectConflict(environment, taken),
    restsOnBatch: taken.every(({ isMember }) => isMember),
  };
}

function folderChange(
  gitops: GitopsRepository,
  { folder: path, files }: Prepared,
  current: Map<string, string>,
): Change[] {
  const isSame =
    current.size === files.length &&
    files.every((file) => current.get(file.path) === gitops.blobId(file.bytes));
  return isSame ? [] : [{ kind: "replace-folder", path, files }];
}

/** The names that kustomize knows, in its order (konfig.RecognizedKustomizationFileNames). */
const KUSTOMIZATIONS = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** The parent's kustomization with the app added or taken out; nothing where that is so already, or where Flux generates one. */
async function parentChange(
  gitops: GitopsRepository,
  head: string,
  { deployment, folder, kind }: Prepared,
  seen: Seen,
): Promise<{ change?: Change; obstacle?: DomainError }> {
  const edit = kind === "removal" ? removeFromParent : addToParent;
  const parent = await parentKustomization(gitops, head, posix.dirname(folder), seen);
  if (!parent) return {};
  const { path, bytes } = parent;
  try {
    const edited = edit(Buffer.from(bytes).toString("utf8"), deployment.app);
    return edited === undefined ? {} : { change: { kind: "write-file", path, bytes: Buffer.from(edited) } };
  } catch (error) {
    if (error instanceof ParentKustomizationError)
      return { obstacle: parentKustomizationInvalid(path, error.message) };
    throw error;
  }
}

async function parentKustomization(
  gitops: GitopsRepository,
  head: string,
  folder: string,
  seen: Seen,
): Promise<File | undefined> {
  for (const name of KUSTOMIZATIONS) {
    const path = `${folder}/${name}`;
    // It may list thousands of apps, and every member of a batch looks at it.
    const bytes = await seen.file(path, () => gitops.read(head, path));
    if (bytes) return { path, bytes };
  }
  return undefined;
}

/** Git knows no empty folders: without something in it, the environment would be gone with its last app. */
async function placeholder(
  gitops: GitopsRepository,
  head: string,
  { folder, kind }: Prepared,
  changes: Change[],
  seen: Seen,
): Promise<Change[]> {
  if (kind !== "removal" || changes.length === 0) return [];
  const parent = posix.dirname(folder);
  const names = seen.namesIn(parent, (await gitops.entries(head, parent)).keys());
  names.delete(posix.basename(folder));
  return names.size > 0 ? [] : [{ kind: "write-file", path: `${parent}/.gitkeep`, bytes: new Uint8Array() }];
}
