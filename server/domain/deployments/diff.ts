import { fileDiff, type FileDiff } from "../../../manifests/index.ts";
import type { Tables } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import { findApp } from "../apps.ts";
import type { EnvironmentDirectory } from "../environments.ts";
import { type DomainError, versionNotPublished } from "../errors.ts";
import { byPath } from "../versions/digest.ts";
import { findVersion } from "../versions/find.ts";
import type { BlobStore, Change, File, GitopsRepository } from "../ports.ts";
import { judge } from "./judge.ts";
import { prepare } from "./prepare.ts";
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

/** All the diffs of an answer, in characters; files beyond it are named without one. */
const MOST = 2 * 1024 * 1024;

/**
 * The commit that deploying a version would make on the remote's head at this moment, by the very code that makes it.
 * Throws `app-unknown`, `version-unknown`, `version-not-published`, `environment-unknown`, or why the remote cannot be asked.
 */
export async function diffDeployment(
  tools: Tools,
  asked: { app: string; version: string; environment: string },
): Promise<DeploymentDiff> {
  const { tables, gitops, environments, now } = tools;
  const app = await findApp(tables, asked.app);
  const version = await findVersion(tables, asked.app, asked.version);
  if (version.status !== "published") throw versionNotPublished(app.name, version.id, version.status);
  const { name: environment } = await environments.require(asked.environment);
  const running = await tables.runningVersions.find(app.repository, environment, app.name);
  const deployment: Deployment = {
    ...queued(app, version, environment, now()),
    kind: "manual",
    adopt: false,
    holdsPolicies: false,
    requestedBy: "",
  };
  const prepared = await prepare(tools, deployment);
  const head = await gitops.sync();
  const { changes, obstacles } = await judge(tables, gitops, head, prepared, seenSoFar());
  return {
    ...(running && { runningVersion: running.version }),
    head,
    kind: prepared.kind,
    obstacles,
    files: bounded(await filesOf(gitops, head, changes)),
  };
}

async function filesOf(gitops: GitopsRepository, head: string, changes: Change[]): Promise<FileDiff[]> {
  const diffs: FileDiff[] = [];
  for (const change of changes) {
    if (change.kind === "write-file")
      diffs.push(fileDiff(change.path, await gitops.read(head, change.path), change.bytes));
    else for await (const diff of diffsOfFolder(gitops, head, change)) diffs.push(diff);
  }
  return diffs.sort(byPath);
}

async function* diffsOfFolder(
  gitops: GitopsRepository,
  head: string,
  { path: folder, files }: { path: string; files: File[] },
): AsyncGenerator<FileDiff> {
  const current = await gitops.folder(head, folder);
  const next = new Map(files.map(({ path, bytes }) => [path, bytes]));
  for (const path of new Set([...current.keys(), ...next.keys()])) {
    const after = next.get(path);
    if (after !== undefined && current.get(path) === gitops.blobId(after)) continue;
    // What is no regular file cannot be read, and is not text.
    const before = current.has(path)
      ? ((await gitops.read(head, `${folder}/${path}`)) ?? new Uint8Array([0]))
      : undefined;
    yield fileDiff(`${folder}/${path}`, before, after);
  }
}

function bounded(diffs: FileDiff[]): FileDiff[] {
  let length = 0;
  return diffs.map(({ diff, additions, deletions, ...file }) => {
    length += diff?.length ?? 0;
    return diff === undefined || length > MOST
      ? { ...file, omitted: file.omitted ?? "too-large" }
      : {
          ...file,
          diff,
          ...(additions !== undefined && { additions }),
          ...(deletions !== undefined && { deletions }),
        };
  });
}
