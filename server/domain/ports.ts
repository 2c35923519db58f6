import type { DomainError } from "./errors.ts";

/** What the domain needs from outside and cannot know: where bytes lie, and where commits go. */

/** A file by its path relative to some folder, with `/` between segments. */
export interface File {
  path: string;
  bytes: Uint8Array;
}

export interface UploadTicket {
  method: "PUT";
  url: string;
  /** Headers that the sender must add, exactly as given. */
  headers: Record<string, string>;
}

/** What bytes are declared to be. */
export interface BlobContent {
  /** In bytes. */
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

/**
 * Keys are built by the domain from checked names; a store never parses them. What lies under a key is never replaced.
 * Everything rejects with `blobs-unavailable` where the store cannot be used.
 */
export interface BlobStore {
  /** Signs a URL that takes exactly these bytes, once, until `expiresAt` (epoch milliseconds). */
  signUpload(key: string, content: BlobContent, expiresAt: number): Promise<UploadTicket>;
  has(key: string): Promise<boolean>;
  /** The bytes where they are exactly those that are expected, and otherwise what is wrong with them. */
  read(key: string, expected: BlobContent): Promise<Uint8Array | "absent" | "different">;
  /** Harmless where the same bytes are there. */
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Removes what is there; a key that is not there is no error. */
  remove(keys: string[]): Promise<void>;
  check(): Promise<void>;
  /** A rule of the store's own that removes drafts nobody knows of any more; absent where nothing can be unknown. */
  draftExpiry?: DraftExpiry;
}

/**
 * `published-expire`, `published-archived`: a rule removes what is published, too, or moves it to where it cannot be read
 * at once, and versions can no longer be deployed.
 */
export type DraftExpiryState =
  "installed" | "absent" | "unsupported" | "published-expire" | "published-archived";

export interface DraftExpiry {
  state(): Promise<DraftExpiryState>;
  /** Leaves every other rule as it is. Does nothing where the store has no rules. */
  install(): Promise<void>;
}

export interface DeclaredEnvironment {
  name: string;
  /** `name` where people must type the environment's name before they deploy. */
  confirm: "yes" | "name";
}

/** One commit to be built on its predecessor. */
export interface CommitPlan {
  message: string;
  /** Epoch milliseconds. */
  date: number;
  changes: Change[];
}

/** Paths are relative to the repository's root; in one plan, none lies in another. */
export type Change =
  | { kind: "replace-folder"; path: string; files: File[] }
  | { kind: "write-file"; path: string; bytes: Uint8Array };

/** What a commit changes in one file. */
export interface FileDiff {
  path: string;
  change: "added" | "modified" | "deleted";
  /** How many lines; absent where it is binary, and where counting took too long. */
  additions?: number;
  deletions?: number;
  /** A unified diff with git's header, which `git apply` takes. */
  diff?: string;
  /** Why there is no diff. Anything but UTF-8 is binary. */
  omitted?: "binary" | "too-large";
}

/**
 * The GitOps repository through a mirror. Reads answer from the mirror at a commit; only `sync` and `push` reach the
 * remote. Rejects with `gitops-unreachable`, `gitops-auth`, `gitops-missing-branch`,
 * `gitops-rewritten` or `gitops-rejected`.
 */
export interface GitopsRepository {
  /** Epoch milliseconds of the last successful contact with the remote; undefined before the first. */
  readonly syncedAt: number | undefined;
  /** The branch's head as the mirror knows it; reaches the remote only when the mirror knows none. */
  head(): Promise<string>;
  /** Asks the remote and returns its head. What reads asks it, too, for what a mirror in part or a damaged one lacks. */
  sync(): Promise<string>;
  environments(commit: string): Promise<DeclaredEnvironment[]>;
  /** Every file below a folder with its blob id, empty where nothing is there. Anything but a regular file has a blob id that no bytes have; what is no folder itself has the path "". */
  folder(commit: string, path: string): Promise<Map<string, string>>;
  /** Every regular file below a folder with its bytes. */
  files(commit: string, path: string): Promise<File[]>;
  /** What lies directly in a folder, by name, each with its object's id: a subfolder's changes with anything below it. Empty where the folder is not there. */
  entries(commit: string, path: string): Promise<ReadonlyMap<string, string>>;
  /** The id of a folder's tree, which changes with anything below it; undefined where there is none. */
  tree(commit: string, path: string): Promise<string | undefined>;
  /** The bytes of a file, or undefined where there is none. */
  read(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** The blob id that git would give these bytes in this repository. */
  blobId(bytes: Uint8Array): string;
  /** Builds one commit for each plan, each on the one before, the first on `base`; nothing leaves the mirror. */
  build(base: string, plans: CommitPlan[]): Promise<string[]>;
  /**
   * What the commit that `build` would make of a plan changes, by path. Waits for no build or push, and leaves nothing
   * in the mirror. A file's diff has at most 256 KiB and all have 2 MiB; a rename is a deletion and an addition. Rejects
   * with the signal's reason once it aborts.
   */
  preview(base: string, plan: CommitPlan, signal?: AbortSignal): Promise<FileDiff[]>;
  /**
   * Moves the remote branch to `commit`, never by force, and only from the head that it was built on. `behind` where the
   * remote has another head, `unknown` (and why) where something was sent and the remote cannot be asked what became of it.
   * `contended` where the remote refused it only because another push was at work on the branch: of this one nothing can
   * land, of that other one something may. Rejects only where nothing can land.
   */
  push(
    commit: string,
  ): Promise<"accepted" | "behind" | { unknown: DomainError } | { contended: DomainError }>;
  /** The commits in the history of `head`, as far as they are not in that of `since`, whose messages have our trailers. */
  messages(since: string, head: string): Promise<{ commit: string; message: string }[]>;
  /** The last commit up to `head` that changed something below a path. */
  lastChange(head: string, path: string): Promise<string>;
  /** Stops helper processes; no call may follow. */
  close(): Promise<void>;
}
