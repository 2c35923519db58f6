import { posix } from "node:path";
import {
  addToParent,
  appOfVersionFile,
  ParentKustomizationError,
  VERSION_FILE,
} from "../../../manifests/index.ts";
import { DomainError, environmentUnknown, folderNotOwned, parentKustomizationInvalid } from "../errors.ts";
import { nearMatch } from "../near-match.ts";
import type { Change, CommitPlan, File, GitopsRepository } from "../ports.ts";
import type { Prepared } from "./prepare.ts";

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
 * (database/deployments.ts, claim), so only the parents' kustomizations can meet.
 */
export async function planBatch(
  gitops: GitopsRepository,
  head: string,
  batch: Prepared[],
  now: number,
): Promise<Verdict[]> {
  const parents = new Map<string, Uint8Array>();
  const verdicts: Verdict[] = [];
  for (const prepared of batch) {
    try {
      const changes = await changesFor(gitops, head, prepared, parents);
      if (changes.length === 0) verdicts.push({ kind: "unchanged", prepared });
      else
        verdicts.push({
          kind: "commit",
          prepared,
          commit: { message: prepared.message, date: now, changes },
        });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      verdicts.push({ kind: "refused", prepared, error });
    }
  }
  return verdicts;
}

async function changesFor(
  gitops: GitopsRepository,
  head: string,
  prepared: Prepared,
  parents: Map<string, Uint8Array>,
): Promise<Change[]> {
  const { deployment, folder, files } = prepared;
  await requireEnvironment(gitops, head, deployment.environment);
  const current = await gitops.folder(head, folder);
  if (!deployment.adopt) await requireOwned(gitops, head, prepared, current);
  const parent = await extendedParent(gitops, head, prepared, parents);
  const changes: Change[] = [];
  if (!sameFiles(gitops, current, prepared)) changes.push({ kind: "replace-folder", path: folder, files });
  if (parent) {
    parents.set(parent.path, parent.bytes);
    changes.push({ kind: "write-file", ...parent });
  }
  return changes;
}

async function requireEnvironment(
  gitops: GitopsRepository,
  head: string,
  environment: string,
): Promise<void> {
  const names = (await gitops.environments(head)).map(({ name }) => name);
  if (!names.includes(environment))
    throw environmentUnknown(environment, names, nearMatch(environment, names));
}

/** A folder is ours where its version.yml names the app; anything else was put there by somebody. */
async function requireOwned(
  gitops: GitopsRepository,
  head: string,
  { deployment, folder }: Prepared,
  current: Map<string, string>,
): Promise<void> {
  if (current.size === 0) return;
  const versionFile = await gitops.read(head, `${folder}/${VERSION_FILE}`);
  if (versionFile && appOfVersionFile(versionFile) === deployment.app) return;
  throw folderNotOwned(folder, [...current.keys()]);
}

function sameFiles(gitops: GitopsRepository, current: Map<string, string>, { files }: Prepared): boolean {
  return (
    current.size === files.length &&
    files.every(({ path, bytes }) => current.get(path) === gitops.blobId(bytes))
  );
}

/** The names that kustomize knows, in its order (konfig.RecognizedKustomizationFileNames). */
const KUSTOMIZATIONS = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** The parent's kustomization with the app added; undefined where it lists the app, or where Flux generates one. */
async function extendedParent(
  gitops: GitopsRepository,
  head: string,
  { deployment, folder }: Prepared,
  parents: Map<string, Uint8Array>,
): Promise<File | undefined> {
  for (const name of KUSTOMIZATIONS) {
    const path = `${posix.dirname(folder)}/${name}`;
    const bytes = parents.get(path) ?? (await gitops.read(head, path));
    if (!bytes) continue;
    // Read once for a batch: it may list thousands.
    parents.set(path, bytes);
    return extend({ path, bytes }, deployment.app);
  }
  return undefined;
}

function extend({ path, bytes }: File, app: string): File | undefined {
  try {
    const extended = addToParent(Buffer.from(bytes).toString("utf8"), app);
    return extended === undefined ? undefined : { path, bytes: Buffer.from(extended) };
  } catch (error) {
    if (error instanceof ParentKustomizationError) throw parentKustomizationInvalid(path, error.message);
    throw error;
  }
}
