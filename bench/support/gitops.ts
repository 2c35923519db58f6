import type { Change, CommitPlan } from "../../server/domain/ports.ts";
import { fastImport } from "../../server/adapters/gitops/fast-import.ts";
import { folderOf, writtenFolder } from "./apps.ts";
import { git } from "./git.ts";

export const environments = ["staging", "production"];

const author = { name: "Bench", email: "bench@example.com" };

/**
 * A bare repository in which each app runs in each environment, made with one `git fast-import`. Its reflog has a line
 * for each push. It does not tidy itself: that would fall on whoever happens to push then.
 */
export function makeRepository(path: string, apps: string[]): void {
  git(["init", "--quiet", "--bare", "--initial-branch=main", "--", path]);
  for (const setting of ["core.logAllRefUpdates=true", "gc.auto=0"])
    git([`--git-dir=${path}`, "config", ...setting.split("=")]);
  const parents = environments.map((environment): Change => ({
    kind: "write-file",
    path: parentOf(environment),
    bytes: Buffer.from(parent(apps)),
  }));
  const folders = environments.flatMap((environment) =>
    apps.map((app) => writtenFolder(app, "v0", environment)),
  );
  build(path, "refs/heads/main", undefined, [...parents, ...folders]);
}

/** What a host does to its repositories now and then. The branch stays a file of its own, as ref.ts needs it. */
export function tidy(path: string): void {
  git([`--git-dir=${path}`, "-c", "gc.packRefs=false", "gc", "--quiet"]);
}

/** Builds a commit on `base`, which a branch of the repository then names. */
export function build(path: string, ref: string, base: string | undefined, changes: Change[]): void {
  const plan: CommitPlan = { message: "Run something\n", date: Date.now(), changes };
  git([`--git-dir=${path}`, "fast-import", "--quiet", "--force"], fastImport(ref, base, author, [plan]));
}

/** What adds an app to an environment's kustomization as it is at a commit. */
export function listed(path: string, commit: string, app: string, environment: string): Change {
  const file = parentOf(environment);
  const text = git([`--git-dir=${path}`, "show", `${commit}:${file}`]);
  return { kind: "write-file", path: file, bytes: Buffer.from(`${text}\n  - ${app}\n`) };
}

/** The apps' folders in an environment, each with the id of its tree. */
export function foldersIn(path: string, environment: string): Map<string, string> {
  const lines = git([`--git-dir=${path}`, "ls-tree", `main:environments/${environment}/apps`]).split("\n");
  const entries = lines
    .map((line) => /^040000 tree ([0-9a-f]+)\t(.+)$/.exec(line))
    .filter((match) => match !== null);
  return new Map(entries.map(([, id, name]) => [name!, id!]));
}

const parentOf = (environment: string) => folderOf("kustomization.yaml", environment);

const parent = (apps: string[]) => `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
${apps.map((app) => `  - ${app}`).join("\n")}
`;
