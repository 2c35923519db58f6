import type { Faults } from "./faults.ts";
import { isDamage } from "./faults.ts";
import type { GitRun } from "./git-process.ts";
import { isContained } from "./history.ts";
import { type Mirror, MirrorDamaged, type ObjectFormat } from "./mirror.ts";
import type { ObjectReader } from "./object-reader.ts";
import { FILTER, isWhole, ORIGIN } from "./partial.ts";
import type { Patience } from "./patience.ts";

/** What is known of the branch beyond the mirror, which may be new. */
export interface BranchMemory {
  /** The last head that this or another replica pushed; undefined where none did. */
  head(): Promise<string | undefined>;
  /** The head of a rewritten branch that an operator said to follow. */
  followed(): Promise<string | undefined>;
}

interface Tools {
  mirror: Mirror;
  reader: ObjectReader;
  faults: Faults;
  patience: Patience;
  memory: BranchMemory;
  remote: { url: string; branch: string; timeoutMs: number };
  report: (outcome: "fetched" | "failed", run: GitRun) => void;
  /** Hears of a new mirror from which contents are missing, with its head. */
  onPartial: (head: string) => void;
  /** Hears of a fetch that was ended for its time while something arrived. */
  onCutOff: () => void;
}

/** What may take long is given up only when nothing moves, or after this many times the limit. */
const PATIENT = 60;

const whileItMoves = (timeoutMs: number) => ({ timeoutMs, limitMs: timeoutMs * PATIENT });

/**
 * Brings the branch's history into the mirror, which it makes first where none is, and returns the head. What was known to
 * be the branch's is in it, or an operator said to follow it: `gitops-rewritten` otherwise. `known` is the head that this
 * process knows, undefined before it asked for the first time.
 */
export async function fetchHead(tools: Tools, known: string | undefined): Promise<string> {
  const { mirror, reader, faults } = tools;
  let isNew = !mirror.isFilled;
  const format = isNew ? await remoteFormat(tools) : mirror.objectFormat!;
  let run = isNew ? await fillNew(tools, format) : await fetch(tools, false);
  // The remote has what was in it, so a damaged one is made anew.
  if (run.code !== 0 && isDamage(run)) {
    isNew = true;
    mirror.discard();
    run = await fillNew(tools, format);
  }
  if (run.cut === "timeout" && !isNew && IS_ARRIVING.test(run.stderr)) tools.onCutOff();
  tools.report(run.code === 0 ? "fetched" : "failed", run);
  if (isRewritten(run)) return follow(tools, await listHead(tools), known ?? (await ownHead(tools)));
  if (run.code !== 0) throw faults.ofExchange(run);
  if (isNew) {
    await mirror.setFilled(isWhole(run));
    reader.restart();
  }
  const head = await ownHead(tools);
  if (head === undefined) throw faults.missingBranch();
  if (isNew && mirror.isPartial) tools.onPartial(head);
  const before = known ?? (await tools.memory.head());
  if (before === undefined || (await isContained(mirror, reader, head, before))) return head;
  // What was written last may be lost with the power; a rewritten branch is another thing.
  if (mirror.generation === 0 && !(await reader.read(before)))
    throw new MirrorDamaged(`The mirror does not have ${before}, which the branch had.`);
  return follow(tools, head, before);
}

/** The mirror's own head takes only what continues it, so that a rewritten branch is noticed after a new start, too. */
const isRewritten = ({ code, stderr }: GitRun) => code !== 0 && /\(non-fast-forward\)/.test(stderr);

/** Goes on from a head that does not continue what was known, if an operator said so, once. */
async function follow(tools: Tools, head: string, known: string | undefined): Promise<string> {
  const { mirror, reader, faults, memory } = tools;
  const followed = await memory.followed();
  const refuse = () => faults.rewritten(head, known ?? "what it had");
  if (followed === undefined) throw refuse();
  if (known !== undefined && (await hasFollowed(tools, known, followed))) throw refuse();
  const run = await fetch(tools, false, "+");
  if (run.code !== 0) throw faults.ofExchange(run);
  const now = await ownHead(tools);
  if (now === undefined || !(await isContained(mirror, reader, now, followed))) throw refuse();
  return now;
}

/** Whether what is known came after the operator's word, which counts once. */
async function hasFollowed(
  { mirror, reader, memory }: Tools,
  known: string,
  followed: string,
): Promise<boolean> {
  if (await reader.read(known)) return isContained(mirror, reader, known, followed);
  // Of what the mirror does not have only the database can tell: what is pushed next is the head there.
  return (await memory.head()) !== followed;
}

async function ownHead({ reader, remote: { branch } }: Tools): Promise<string | undefined> {
  const head = await reader.read(`refs/heads/${branch}`);
  return head?.type === "commit" ? head.id : undefined;
}

/** Makes a mirror and fills it. Where there is no room for two, the one that was given up makes room. */
async function fillNew(tools: Tools, format: ObjectFormat): Promise<GitRun> {
  const { mirror, reader, faults } = tools;
  const fill = async () => {
    let isFilled = false;
    try {
      await mirror.create(format);
      const run = await fetch(tools, true);
      isFilled = run.code === 0;
      return run;
    } finally {
      if (!isFilled) await mirror.removeNew();
    }
  };
  try {
    const run = await fill();
    if (run.code === 0 || !isFull(faults.ofMirror(run))) return run;
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  // What it has open would keep its room.
  reader.restart();
  await mirror.removeOld();
  return fill();
}

const isFull = (error: unknown) =>
  error instanceof Error && /no space left on device|disk quota exceeded/i.test(error.message);

const OPTIONS = ["--progress", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];

const IS_ARRIVING = /^(?:remote: )?(?:Enumerating|Counting|Compressing|Receiving|Resolving) /m;

/**
 * Fetches, beside everything else and for as long as something moves, what takes longer than anybody may have to wait. The
 * next fetch finds it in the mirror.
 */
export async function catchUp({ mirror, remote }: Pick<Tools, "mirror" | "remote">): Promise<void> {
  const { url, branch, timeoutMs } = remote;
  const refspec = `+refs/heads/${branch}:refs/deploysmith/caught-up`;
  await mirror.run(["fetch", ...OPTIONS, "--", url, refspec], whileItMoves(timeoutMs));
}

async function fetch(tools: Tools, isNew: boolean, force: "+" | "" = ""): Promise<GitRun> {
  const {
    mirror,
    patience,
    remote: { url, branch, timeoutMs },
  } = tools;
  const refspec = `${force}refs/heads/${branch}:refs/heads/${branch}`;
  // Later fetches bring everything: what is new is mostly little, and it is what runs.
  const from = isNew ? [`--filter=${FILTER}`, ORIGIN] : ["--", url];
  return patience((limits) =>
    mirror.run(
      ["fetch", ...OPTIONS, ...from, refspec],
      isNew ? { ...whileItMoves(timeoutMs), isNew } : limits,
    ),
  );
}

/** Asks the remote before there is a mirror, because a mirror has to have the same kind of ids. */
async function remoteFormat(tools: Tools): Promise<ObjectFormat> {
  return (await listHead(tools)).length === 64 ? "sha256" : "sha1";
}

async function listHead({ mirror, faults, patience, remote }: Tools): Promise<string> {
  const ref = `refs/heads/${remote.branch}`;
  const run = await patience((limits) => mirror.listRemote(remote.url, ref, limits));
  if (run.code !== 0) throw faults.ofExchange(run);
  const [, id] = /^([0-9a-f]+)\t/.exec(run.stdout.toString()) ?? [];
  if (id === undefined) throw faults.missingBranch();
  return id;
}
