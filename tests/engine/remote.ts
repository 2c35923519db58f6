import { createHash } from "node:crypto";
import { DomainError } from "../../server/domain/errors.ts";
import type { CommitPlan, GitopsRepository } from "../../server/domain/ports.ts";
import { unheard } from "../support/interference.ts";

/**
 * A remote branch with git's one rule, that a push which names a head does nothing on another, and what networks do to
 * pushes. It keeps no files but texts, and forgets nothing: so thousands of interleavings can be tried in a minute. What
 * real git does at each of these moments is for tests/faults.
 */
export interface RemoteBranch {
  head: string;
  isAway: boolean;
  /** Pushes that were sent and have not arrived; they may still. */
  underWay: (() => void)[];
  commits: Map<string, Commit>;
  /** From the first to the head. */
  history(): Commit[];
  commitForeign(): void;
}

export interface Commit {
  id: string;
  parent: string | undefined;
  message: string;
  files: ReadonlyMap<string, string>;
}

/** What happens to one push of one writer, and where the writer stops for a while, perhaps for ever. */
export interface Fate {
  push: "heard" | "unheard" | "late" | "away";
  stopsAt: "nowhere" | "built" | "pushing" | "pushed";
}

const hash = (text: string) => createHash("sha1").update(text).digest("hex");

export function remoteBranch(files: Record<string, string>): RemoteBranch {
  const commits = new Map<string, Commit>();
  let count = 0;
  const add = (commit: Omit<Commit, "id">) => {
    const id = hash(`${commit.parent} ${commit.message} ${++count}`);
    commits.set(id, { ...commit, id });
    return id;
  };
  const branch: RemoteBranch = {
    head: add({ parent: undefined, message: "Begin\n", files: new Map(Object.entries(files)) }),
    isAway: false,
    underWay: [],
    commits,
    history() {
      const found: Commit[] = [];
      for (let at = commits.get(branch.head); at; at = commits.get(at.parent ?? "")) found.unshift(at);
      return found;
    },
    commitForeign() {
      const { files: before } = commits.get(branch.head)!;
      const next = new Map(before).set("notes.txt", String(count));
      branch.head = add({ parent: branch.head, message: "Notes\n", files: next });
    },
  };
  return branch;
}

const away = () => new DomainError("gitops-unreachable", "It is away.");

/** One writer's repository. `fate` is asked at each push, `stop` waits where the writer is to stop. */
export function repositoryOf(
  branch: RemoteBranch,
  fate: () => Fate,
  stop: (where: Fate["stopsAt"]) => Promise<void>,
): GitopsRepository {
  let head: string | undefined;
  const bases = new Map<string, string>();
  const filesAt = (commit: string) => branch.commits.get(commit)!.files;
  const below = (commit: string, path: string) =>
    [...filesAt(commit)].filter(([file]) => file.startsWith(`${path}/`));
  const sync = async () => {
    if (branch.isAway) throw away();
    return (head = branch.head);
  };
  const land = (commit: string) => {
    const isFenced = branch.head !== bases.get(commit);
    if (!isFenced) branch.head = commit;
    return !isFenced;
  };
  let count = 0;
  const build = (base: string, { message, changes }: CommitPlan) => {
    const files = new Map(filesAt(base));
    for (const change of changes) {
      if (change.kind === "write-file") files.set(change.path, Buffer.from(change.bytes).toString());
      else for (const file of [...files.keys()]) if (file.startsWith(`${change.path}/`)) files.delete(file);
      if (change.kind === "replace-folder")
        for (const { path, bytes } of change.files)
          files.set(`${change.path}/${path}`, Buffer.from(bytes).toString());
    }
    const id = hash(`${base} ${message} ${Math.random()} ${count++}`);
    branch.commits.set(id, { id, parent: base, message, files });
    return id;
  };
  return {
    get syncedAt() {
      return head === undefined ? undefined : 0;
    },
    head: async () => head ?? sync(),
    sync,
    environments: async () => [{ name: "staging", confirm: "yes" }],
    folder: async (commit, path) =>
      new Map(below(commit, path).map(([file, text]) => [file.slice(path.length + 1), hash(text)])),
    files: async (commit, path) =>
      below(commit, path).map(([file, text]) => ({
        path: file.slice(path.length + 1),
        bytes: Buffer.from(text),
      })),
    entries: async (commit, path) =>
      new Map(
        below(commit, path).map(([file, text]) => [file.slice(path.length + 1).split("/")[0]!, hash(text)]),
      ),
    tree: async (commit, path) => {
      const files = below(commit, path);
      return files.length === 0 ? undefined : hash(JSON.stringify(files));
    },
    async read(commit, path) {
      const text = filesAt(commit).get(path);
      return text === undefined ? undefined : Buffer.from(text);
    },
    blobId: (bytes) => hash(Buffer.from(bytes).toString()),
    async build(base, plans) {
      const ids: string[] = [];
      for (const plan of plans) ids.push(build(ids.at(-1) ?? base, plan));
      for (const id of ids) bases.set(id, base);
      await stop("built");
      return ids;
    },
    preview: async () => [],
    async push(commit) {
      const { push } = fate();
      await stop("pushing");
      if (branch.isAway || push === "away") throw away();
      if (push === "late") {
        branch.underWay.push(() => land(commit));
        return unheard;
      }
      const landed = land(commit);
      await stop("pushed");
      if (push === "unheard") return unheard;
      if (landed) head = commit;
      return landed ? "accepted" : "behind";
    },
    lastChange: async (of) => of,
    async messages(since, of) {
      const found: { commit: string; message: string }[] = [];
      for (let at = branch.commits.get(of); at && at.id !== since; at = branch.commits.get(at.parent ?? ""))
        if (at.message.includes("DeploySmith-Deployment: "))
          found.push({ commit: at.id, message: at.message });
      return found;
    },
    close: async () => undefined,
  };
}
