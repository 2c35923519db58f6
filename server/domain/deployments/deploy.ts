import type { Tables } from "../../database/database.ts";
import type { Deployment, Ending, Reason, Written } from "../../database/deployments.ts";
import { DomainError } from "../errors.ts";
import type { BlobStore, GitopsRepository } from "../ports.ts";
import { isInDoubt, landedSince, settle } from "./doubt.ts";
import { deployedAs } from "./landed.ts";
import { planBatch, type ToCommit, type Verdict } from "./plan.ts";
import { prepareAll, type Prepared } from "./prepare.ts";

/** Milliseconds and rounds for which others may push first before a batch gives up. */
const PATIENCE = { milliseconds: 20_000, attempts: 10 };

export interface Outcome<E extends Ending | Undecided = Ending | Undecided> {
  deployment: Deployment;
  ending: E;
}

/** Nobody can say, or write down, how it ended: it stays as it is, and the sweep decides (recover.ts). */
export interface Undecided {
  status: "undecided";
  /** Absent where another writer has taken over. */
  stalledBy?: Reason;
}

/** What takes time while a batch is written. */
export type Step = "prepare" | "plan" | "build" | "store" | "push" | "confirm";

interface Tools {
  tables: Pick<Tables, "apps" | "versions" | "deployments" | "runningVersions" | "runningObjects">;
  blobs: BlobStore;
  gitops: GitopsRepository;
  fluxSetsNamespace: boolean;
  /** Stores what is about to be pushed; false where a deployment is no longer ours to write. */
  storeCommits: (written: Written[]) => Promise<boolean>;
  /** Whether a deployment of this batch has no outcome yet. */
  isOpen: (id: string) => boolean;
  onFault: (deployments: Deployment[], error: unknown) => void;
  /** Runs a step; told apart so that it can be measured. */
  step: <T>(name: Step, work: () => Promise<T>) => Promise<T>;
  /** Whether smithd is to end soon: what is not written then is left to its next start. */
  isStopping: () => boolean;
  now: () => number;
}

/**
 * Turns a batch of claimed deployments, each to a folder of its own, into one commit each, in order, and one push. A
 * member that cannot be written fails alone. Never rejects for what concerns deployments: every member gets an outcome,
 * as soon as it is certain, together with those that become certain at the same moment. They have to be recorded before
 * the next are asked for: members that are still open are judged by what is recorded.
 */
export async function* deployBatch(
  given: Omit<Tools, "isOpen">,
  batch: Deployment[],
): AsyncGenerator<Outcome[]> {
  const open = new Set(batch.map(({ id }) => id));
  const tools = { ...given, isOpen: (id: string) => open.has(id) };
  for await (const outcomes of prepareAndWrite(tools, batch)) {
    if (outcomes.length === 0) continue;
    for (const { deployment } of outcomes) open.delete(deployment.id);
    yield outcomes;
  }
}

async function* prepareAndWrite(tools: Tools, batch: Deployment[]): AsyncGenerator<Outcome[]> {
  const ready: Prepared[] = [];
  for (const { deployment, prepared } of await tools.step("prepare", () => prepareAll(tools, batch)))
    if ("error" in prepared) yield ended(tools, [deployment], prepared.error);
    else ready.push(prepared);
  yield* writeAll(tools, ready);
}

/** Writes a batch in one push; where that fails and one member may be the reason for it, each half on its own. */
async function* writeAll(tools: Tools, batch: Prepared[]): AsyncGenerator<Outcome[]> {
  try {
    yield* writeTogether(tools, batch);
  } catch (error) {
    const rest = batch.filter(({ deployment }) => tools.isOpen(deployment.id));
    if (rest.length === 1 || !mayConcernOne(error) || tools.isStopping()) {
      yield ended(tools, deploymentsOf(rest), error);
      return;
    }
    const half = Math.ceil(rest.length / 2);
    yield* writeAll(tools, rest.slice(0, half));
    yield* writeAll(tools, rest.slice(half));
  }
}

/** A remote's rule may refuse one commit of many, and git may fail on one; an outage is everybody's. */
const mayConcernOne = (error: unknown) => !(error instanceof DomainError) || error.code === "gitops-rejected";

/**
 * Builds on the head that the mirror knows, without asking the remote: its refusal of the push is what tells. Yields
 * outcomes when they are certain, so that a later failure does not reach them.
 */
async function* writeTogether(tools: Tools, batch: Prepared[]): AsyncGenerator<Outcome[]> {
  const { gitops, isStopping, step } = tools;
  const startedAt = performance.now();
  let open = batch;
  // Of what may have been pushed before only the remote can tell, and at first whether it still has what the mirror knows.
  let askRemote = gitops.syncedAt === undefined || batch.some(({ deployment }) => isInDoubt(deployment));
  let inTheWay = outrun;
  for (let attempt = 0; open.length > 0; attempt++) {
    const isOver = attempt >= PATIENCE.attempts && performance.now() - startedAt > PATIENCE.milliseconds;
    if (isOver || (attempt > 0 && isStopping())) {
      yield undecided(deploymentsOf(open), isStopping() ? undefined : inTheWay);
      return;
    }
    const head = askRemote ? await step("confirm", () => gitops.sync()) : await gitops.head();
    const landed = await alreadyLanded(gitops, head, open);
    yield landed;
    open = without(open, landed);
    const verdicts = await step("plan", () => planBatch(tools, head, open));
    // Only a push proves that the head was current; a verdict without one is said of a head just asked for.
    const isCurrent = askRemote || verdicts.every(({ kind }) => kind === "commit");
    askRemote = true;
    if (!isCurrent) continue;
    const settled = await settleWithoutPush(tools, head, verdicts);
    yield settled;
    const pushed = await push(
      tools,
      head,
      verdicts.filter((verdict) => verdict.kind === "commit"),
    );
    yield pushed.outcomes;
    inTheWay = pushed.contended ?? outrun;
    open = without(open, [...settled, ...pushed.outcomes]);
  }
}

async function settleWithoutPush(tools: Tools, head: string, verdicts: Verdict[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const verdict of verdicts) {
    const { prepared } = verdict;
    // Whether what it rests on comes true shows in the push. It is judged again after that.
    if (verdict.kind === "refused" && verdict.restsOnBatch) continue;
    if (verdict.kind === "unchanged" && verdict.mayChange)
      outcomes.push(...undecided([prepared.deployment], onItsWay));
    else if (verdict.kind === "unchanged") outcomes.push(await unchanged(tools.gitops, head, prepared));
    if (verdict.kind === "refused") outcomes.push(...ended(tools, [prepared.deployment], verdict.error));
  }
  return outcomes;
}

/** The outcomes of one push: none where it lost a race against another, and is to be tried again; `contended` while that is at work. */
async function push(
  tools: Tools,
  head: string,
  commits: ToCommit[],
): Promise<{ outcomes: Outcome[]; contended?: Reason }> {
  if (commits.length === 0) return { outcomes: [] };
  const { gitops, step, now } = tools;
  const members = commits.map(({ prepared }) => prepared);
  const deployments = deploymentsOf(members);
  const plans = commits.map(({ commit }) => commit);
  const ids = await step("build", () => gitops.build(head, plans));
  const written = members.map(({ deployment: { id }, kind, namespace }, index): Written => ({
    ...{ id, commit: ids[index]!, base: head, kind },
    ...(namespace !== undefined && { namespace }),
  }));
  // Another writer has taken over: what becomes of any of these is for that one to say.
  if (!(await step("store", () => tools.storeCommits(written)))) return { outcomes: undecided(deployments) };
  const fresh = deployments.filter((deployment) => !isInDoubt(deployment));
  /** Of this push nothing can land; of one that an earlier writer sent something may. */
  const settleFresh = () => fresh.forEach(settle);
  for (const [index, deployment] of deployments.entries())
    Object.assign(deployment, { commit: ids[index]!, base: head });
  try {
    const pushed = await step("push", () => gitops.push(ids.at(-1)!));
    if (pushed === "behind") return { outcomes: [] };
    if (pushed !== "accepted" && "unknown" in pushed)
      return { outcomes: undecided(deployments, reasonOf(pushed.unknown)) };
    if (pushed !== "accepted") {
      settleFresh();
      return { outcomes: [], contended: reasonOf(pushed.contended) };
    }
  } catch (error) {
    settleFresh();
    // By the remote's rules one of these may not land; of a single one that holds for what an earlier writer sent, too.
    const isRefused = error instanceof DomainError && error.code === "gitops-rejected";
    if (isRefused && deployments.length === 1) settle(deployments[0]!);
    throw error;
  }
  const pushedAt = now();
  const outcomes = members.map((prepared, index) => landed(gitops, prepared, ids[index]!, pushedAt));
  return { outcomes: await Promise.all(outcomes) };
}

/** Those of which the remote has a commit: a refused push does not mean that nothing landed, and another may have pushed for them. */
async function alreadyLanded(gitops: GitopsRepository, head: string, open: Prepared[]): Promise<Outcome[]> {
  const found = await landedSince(gitops, head, deploymentsOf(open));
  const those = open.filter(({ deployment }) => found.has(deployment.id));
  return Promise.all(those.map((prepared) => landed(gitops, prepared, found.get(prepared.deployment.id)!)));
}

async function landed(
  gitops: GitopsRepository,
  prepared: Prepared,
  commit: string,
  pushedAt?: number,
): Promise<Outcome> {
  const written = { ...prepared, changed: true, commit, at: commit };
  const ending = await deployedAs(gitops, { ...written, ...(pushedAt !== undefined && { pushedAt }) });
  return { deployment: prepared.deployment, ending };
}

async function unchanged(gitops: GitopsRepository, head: string, prepared: Prepared): Promise<Outcome> {
  const { deployment, liveCommit, folder } = prepared;
  const commit = liveCommit ?? (await gitops.lastChange(head, folder));
  const ending = await deployedAs(gitops, { ...prepared, changed: false, commit, at: head });
  return { deployment, ending };
}

const undecided = (deployments: Deployment[], stalledBy?: Reason): Outcome[] =>
  deployments.map((deployment) => ({
    deployment,
    ending: { status: "undecided", ...(stalledBy && { stalledBy }) },
  }));

const deploymentsOf = (members: Prepared[]) => members.map(({ deployment }) => deployment);

function without(members: Prepared[], outcomes: Outcome[]): Prepared[] {
  const gone = new Set(outcomes.map(({ deployment }) => deployment));
  return members.filter(({ deployment }) => !gone.has(deployment));
}

/** Failed, but for those of which something may land still: those stay, and say what stands in the way. */
function ended(tools: Tools, deployments: Deployment[], error: unknown): Outcome[] {
  // Cut short by our own end, or never to be recorded: the next turn, or the next start, tries again.
  const isDatabase = error instanceof DomainError && error.code === "database-unavailable";
  if (isDatabase || tools.isStopping()) return undecided(deployments);
  if (!(error instanceof DomainError)) tools.onFault(deployments, error);
  const failure = reasonOf(error);
  return deployments.map((deployment) => ({
    deployment,
    ending: isInDoubt(deployment)
      ? { status: "undecided", stalledBy: failure }
      : { status: "failed", failure },
  }));
}

/** What is said of an error; of a fault of ours, that there was one. */
export const reasonOf = (error: unknown): Reason =>
  error instanceof DomainError
    ? { code: error.code, detail: error.message }
    : {
        code: "internal-error",
        detail: "Something went wrong inside smithd. Its log says what, under this deployment's id.",
      };

const onItsWay = {
  code: "gitops-unreachable",
  detail: "An earlier push to the same folder has not been answered, and may arrive still.",
};

const outrun: Reason = {
  code: "gitops-rejected",
  detail: `Others pushed to the GitOps repository first, for ${PATIENCE.milliseconds / 1000} seconds. smithd goes on trying.`,
};
