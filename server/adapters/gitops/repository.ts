import { setTimeout as wait } from "node:timers/promises";
import type { DeclaredEnvironment, GitopsRepository } from "../../domain/ports.ts";
import { accessWith, type GitCredentials } from "./credentials.ts";
import { readEnvironments } from "./environments.ts";
import { faultsOf } from "./faults.ts";
import type { Signature } from "./fast-import.ts";
import { type BranchMemory, catchUp, fetchHead } from "./fetch.ts";
import { gitEnvironment } from "./git-environment.ts";
import { buildCommits } from "./build.ts";
import { createGit, type GitRun } from "./git-process.ts";
import { isContained, lastChangeOf, messagesSince } from "./history.ts";
import { removeAbandoned } from "./leftovers.ts";
import { createMaintenance } from "./maintenance.ts";
import { MirrorDamaged, openMirror } from "./mirror.ts";
import { objectId } from "./object-id.ts";
import { objectReader } from "./object-reader.ts";
import { fillAt } from "./partial.ts";
import { createPatience } from "./patience.ts";
import { previewCommit } from "./preview.ts";
import { pushAndSettle, pushArguments } from "./push.ts";
import { readFileAt, readFilesAt } from "./read-file.ts";
import { recent } from "./recent.ts";
import { isRegular, readEntry, readTree, readTreeId, type TreeEntry, walkTree } from "./tree.ts";
import { withStandby } from "./standby.ts";
import { fewAtOnce, oneAfterAnother, shareNext } from "./turns.ts";

export interface GitopsRepositoryOptions {
  /** A folder for the mirror, used by this process alone; made where it is missing. */
  mirrorPath: string;
  /** https, http, ssh or file URL, or an absolute path; without user name and password, which go into `credentials`. */
  url: string;
  branch: string;
  author: Signature;
  credentials?: GitCredentials;
  /** Milliseconds that somebody may have to wait for the remote (patience.ts); 30 seconds by default. */
  timeoutMs?: number;
  /** What else is known of the branch; nothing by default. */
  memory?: BranchMemory;
  /** Hears of every fetch and push. */
  onExchange?: (exchange: "fetch" | "push", outcome: string, milliseconds: number) => void;
  now?: () => number;
}

/** No bytes have it. */
const oddId = ({ mode, id }: TreeEntry) => `${mode}:${id}`;

/** Something else lies where a folder was looked for: a file, a link, a submodule. */
const notFolder = (entry: TreeEntry | undefined) => new Map(entry ? [["", oddId(entry)]] : []);

const NO_MEMORY: BranchMemory = { head: async () => undefined, followed: async () => undefined };

/** How often something is read that a damaged mirror may lack: the mirror that others made anew may be damaged, too. */
const ATTEMPTS = 3;

async function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const waited = new AbortController();
  const over = wait(milliseconds, false, { ref: false, signal: waited.signal }).catch(() => false);
  return Promise.race([work.then(() => true), over]).finally(() => waited.abort());
}

/** Each keeps a processor busy, while deployments are to be written. */
const PREVIEWS = 3;

/** Opens the mirror of a GitOps repository. Touches no network: the remote is asked when it is first needed. */
export async function openGitopsRepository(options: GitopsRepositoryOptions): Promise<GitopsRepository> {
  const { mirrorPath, url, branch, author, credentials, timeoutMs = 30_000, now = Date.now } = options;
  const { memory = NO_MEMORY, onExchange = () => {} } = options;
  const access = accessWith(credentials);
  const git = createGit(
    () => gitEnvironment({ url, timeoutMs: timeoutMs / 2, credentials: access.current() }),
    withStandby(),
  );
  const faults = faultsOf(branch, access.secrets);
  const mirror = await openMirror(git, faults, { gitDir: mirrorPath, url, branch, timeoutMs });
  const reader = objectReader(git, mirrorPath, timeoutMs / 3, async (name) => {
    // What a partial mirror lacks is at the remote: it is to blame only where that answers.
    const asked = mirror.isPartial && (await mirror.listRemote(url, branch, { timeoutMs: timeoutMs / 8 }));
    if (asked && asked.code !== 0) throw faults.ofExchange(asked);
    throw new MirrorDamaged(`git cannot read ${name}.`);
  });
  const patience = createPatience(timeoutMs);
  const built = recent<{ base: string; generation: number }>(1000);
  const heads = recent<true>(1000);
  const declared = recent<DeclaredEnvironment[]>(8);
  const listed = recent<ReadonlyMap<string, string>>(16);
  const inTurn = oneAfterAnother();
  const someAtOnce = fewAtOnce(PREVIEWS);
  const noteChange = createMaintenance(mirror, reader);

  let syncedAt: number | undefined;
  let renewedAt: string | undefined;
  let head = !mirror.isFilled
    ? undefined
    : (await reader.read(`refs/heads/${branch}`).catch(() => undefined))?.id;
  if (head !== undefined) heads.set(head, true);
  const moveTo = (commit: string) => {
    if (commit !== head) noteChange(commit);
    head = commit;
    heads.set(commit, true);
    syncedAt = now();
    return commit;
  };
  const exchange = { mirror, reader, faults, patience, memory, remote: { url, branch, timeoutMs } };
  const report = (outcome: "fetched" | "failed", run: GitRun) => {
    if (run.cut) void removeAbandoned(mirrorPath).catch(() => {});
    onExchange("fetch", outcome, run.milliseconds);
  };
  const onPartial = (commit: string) => void fillAt(mirror, commit).catch(() => {});
  let catchingUp: Promise<unknown> | undefined;
  const onCutOff = () =>
    void (catchingUp ??= catchUp(exchange)
      .catch(() => "The next fetch that is cut off begins another.")
      .finally(() => (catchingUp = undefined)));
  const fetchKnown = () =>
    fetchHead({ ...exchange, report, onPartial, onCutOff }, syncedAt === undefined ? undefined : head);
  const fetch = async () => {
    // Beside it another fetch would only take half of what there is of the network.
    if (catchingUp && mirror.isFilled && !(await endsWithin(catchingUp, timeoutMs / 2)))
      throw faults.catchingUp();
    try {
      return moveTo(await fetchKnown());
    } catch (error) {
      if (!(error instanceof MirrorDamaged)) throw error;
      // Git fetched, and then its history could not be read.
      mirror.discard();
      return moveTo(await fetchKnown());
    }
  };
  const sync = shareNext(inTurn, fetch);
  const remote = {
    async push(commit: string, base: string) {
      const run = await patience((limits) => mirror.run(pushArguments(url, branch, commit, base), limits));
      if (run.code === 0) moveTo(commit);
      return run;
    },
    report: (outcome: string, run: GitRun) => onExchange("push", outcome, run.milliseconds),
    sync: fetch,
    async renew() {
      // Once for a head: what is still wrong then is the remote's.
      if (renewedAt === head) return false;
      mirror.discard();
      renewedAt = await fetch();
      return true;
    },
    isThere: (commit: string) => built.get(commit)?.generation === mirror.generation,
    contains: (of: string, commit: string) => isContained(mirror, reader, of, commit),
    wait: (milliseconds: number) => wait(milliseconds),
  };
  /** A mirror that lost what is in its branch is fetched anew; one that never had a commit is not to blame. */
  const healing = async <T>(commit: string, work: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      const { generation } = mirror;
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof MirrorDamaged) || attempt === ATTEMPTS || !(await isOurs(commit))) throw error;
      }
      await inTurn(() => mend(generation));
    }
  };
  const isOurs = async (commit: string) =>
    heads.get(commit) ??
    (head !== undefined && (await isContained(mirror, reader, head, commit).catch(() => false)));
  /** Many may find the same damage; the mirror is made anew once, whoever does it. */
  const mend = async (generation: number) => {
    if (mirror.generation !== generation) return;
    mirror.discard();
    await fetch();
  };

  return {
    get syncedAt() {
      return syncedAt;
    },
    head: async () => head ?? sync(),
    sync,
    environments: (commit) =>
      healing(
        commit,
        async () => declared.get(commit) ?? declared.set(commit, await readEnvironments(reader, commit)),
      ),
    folder: (commit, path) =>
      healing(commit, async () => {
        const entries = await readTree(reader, commit, path);
        if (!entries) return notFolder(await readEntry(reader, commit, path));
        const files = await walkTree(reader, entries);
        return new Map([...files].map(([file, entry]) => [file, isRegular(entry) ? entry.id : oddId(entry)]));
      }),
    files: (commit, path) => healing(commit, () => readFilesAt(reader, commit, path)),
    entries: (commit, path) =>
      healing(commit, async () => {
        const known = `${commit}:${path}`;
        const read = async () =>
          new Map(((await readTree(reader, commit, path)) ?? []).map(({ name, id }) => [name, id]));
        return listed.get(known) ?? listed.set(known, await read());
      }),
    tree: (commit, path) => healing(commit, () => readTreeId(reader, commit, path)),
    read: (commit, path) => healing(commit, () => readFileAt(reader, commit, path)),
    blobId: (bytes) => objectId(mirror.objectFormat ?? "sha1", "blob", bytes),
    build: (base, plans) =>
      healing(base, async () => {
        const ids = await inTurn(() => buildCommits({ mirror, reader, faults, author }, base, plans));
        for (const id of ids) built.set(id, { base, generation: mirror.generation });
        return ids;
      }),
    preview: async (base, plan, signal) => {
      if (plan.changes.length === 0) return [];
      const tools = { git, mirror, faults, author, timeoutMs, signal };
      return someAtOnce(() => healing(base, () => previewCommit(tools, base, plan)));
    },
    push: (commit) =>
      inTurn(async () => {
        const found = built.get(commit);
        if (!found) throw new Error(`${commit} was not built here.`);
        return pushAndSettle(remote, faults, commit, found.base);
      }),
    lastChange: (of, path) => healing(of, () => lastChangeOf(mirror, of, path)),
    messages: (since, of) => healing(of, () => messagesSince(mirror, reader, since, of)),
    close: () => git.close(),
  };
}
