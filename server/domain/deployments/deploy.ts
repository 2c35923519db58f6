import type { Tables } from "../../database/database.ts";
import type { Deployment, DeploymentKind, Ending } from "../../database/deployments.ts";
import { DomainError } from "../errors.ts";
import { inTurns } from "../in-turns.ts";
import type { BlobStore, GitopsRepository } from "../ports.ts";
import { planBatch, type ToCommit, type Verdict } from "./plan.ts";
import { deployedAs } from "./landed.ts";
import { prepare, type Prepared } from "./prepare.ts";

/** How many members have their files read at the same time. */
const PREPARED_AT_ONCE = 8;

/** How often a batch is rebuilt because somebody else pushed first, before it fails. */
const ATTEMPTS = 10;

export interface Outcome {
  deployment: Deployment;
  /** `unknown` where nobody can say, or write down, how it ended: the sweep decides (recover.ts). */
  ending: Ending | "unknown";
}

interface Tools {
  tables: Pick<Tables, "apps" | "versions" | "deployments" | "runningVersions" | "runningObjects">;
  blobs: BlobStore;
  gitops: GitopsRepository;
  fluxSetsNamespace: boolean;
  /** Stores what is about to be pushed; false where the deployment is no longer ours to write. */
  storeCommit: (
    deployment: Deployment,
    written: { commit: string; kind: DeploymentKind; namespace?: string },
  ) => Promise<boolean>;
  /** Whether a deployment of this batch has no outcome yet. */
  isOpen: (id: string) => boolean;
  onFault: (deployments: Deployment[], error: unknown) => void;
  /** Whether smithd is to end soon: what is not written then is left to its next start. */
  isStopping: () => boolean;
  now: () => number;
}

/**
 * Turns a batch of claimed deployments, each to a folder of its own, into one commit each, in order, and one push. A
 * member that cannot be written fails alone. Never rejects for what concerns deployments: every member gets an outcome,
 * as soon as it is certain. Each has to be recorded before the next is asked for: members that are still open are judged
 * by what is recorded.
 */
export async function* deployBatch(
  given: Omit<Tools, "isOpen">,
  batch: Deployment[],
): AsyncGenerator<Outcome> {
  const open = new Set(batch.map(({ id }) => id));
  const tools = { ...given, isOpen: (id: string) => open.has(id) };
  for await (const outcome of prepareAndWrite(tools, batch)) {
    open.delete(outcome.deployment.id);
    yield outcome;
  }
}

async function* prepareAndWrite(tools: Tools, batch: Deployment[]): AsyncGenerator<Outcome> {
  const prepared: Prepared[] = [];
  const attempts = await inTurns(batch, PREPARED_AT_ONCE, async (deployment) => ({
    deployment,
    result: await prepare(tools, deployment).catch((error: unknown) => ({ error })),
  }));
  for (const { deployment, result } of attempts)
    if ("error" in result) yield* ended(tools, [deployment], result.error);
    else prepared.push(result);
  yield* writeAll(tools, prepared);
}

/** Writes a batch in one push; where that fails and one member may be the reason for it, one after another. */
async function* writeAll(tools: Tools, batch: Prepared[]): AsyncGenerator<Outcome> {
  try {
    yield* writeTogether(tools, batch);
  } catch (error) {
    const rest = batch.filter(({ deployment }) => tools.isOpen(deployment.id));
    if (rest.length === 1 || !mayConcernOne(error) || tools.isStopping())
      yield* ended(tools, deploymentsOf(rest), error);
    else for (const prepared of rest) yield* writeAll(tools, [prepared]);
  }
}

/** A remote's rule may refuse one commit of many, and git may fail on one; an outage is everybody's. */
const mayConcernOne = (error: unknown) => !(error instanceof DomainError) || error.code === "gitops-rejected";

/**
 * Builds on the head that the mirror knows, without asking the remote: its refusal of the push is what tells. Yields
 * each outcome when it is certain, so that a later failure does not reach it.
 */
async function* writeTogether(tools: Tools, batch: Prepared[]): AsyncGenerator<Outcome> {
  const { gitops, now, isStopping } = tools;
  let open = batch;
  let askRemote = false;
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt === ATTEMPTS || (attempt > 0 && isStopping()))
      return yield* ended(tools, deploymentsOf(open), outrun());
    const head = askRemote ? await gitops.sync() : await gitops.head();
    const landed = attempt > 0 ? await alreadyLanded(gitops, head, open) : [];
    yield* landed;
    open = without(open, landed);
    const verdicts = await planBatch({ ...tools, now }, head, open);
    // Only a push proves that the head was current; a verdict without one is said of a head just asked for.
    const isCurrent = askRemote || verdicts.every(({ kind }) => kind === "commit");
    askRemote = true;
    if (!isCurrent) continue;
    const settled = await settleWithoutPush(tools, head, verdicts);
    yield* settled;
    const pushed = await push(
      tools,
      head,
      verdicts.filter((verdict) => verdict.kind === "commit"),
    );
    yield* pushed;
    open = without(open, [...settled, ...pushed]);
  }
}

async function settleWithoutPush(tools: Tools, head: string, verdicts: Verdict[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const verdict of verdicts) {
    const { prepared } = verdict;
    // Whether what it rests on comes true shows in the push. It is judged again after that.
    if (verdict.kind === "refused" && verdict.restsOnBatch) continue;
    if (verdict.kind === "unchanged") outcomes.push(await unchanged(tools.gitops, head, prepared));
    if (verdict.kind === "refused") outcomes.push(...ended(tools, [prepared.deployment], verdict.error));
  }
  return outcomes;
}

/** The outcomes of one push: none where it lost a race against another, and is to be tried again. */
async function push(tools: Tools, head: string, commits: ToCommit[]): Promise<Outcome[]> {
  if (commits.length === 0) return [];
  const members = commits.map(({ prepared }) => prepared);
  const ids = await tools.gitops.build(
    head,
    commits.map(({ commit }) => commit),
  );
  for (const [index, { deployment, kind, namespace }] of members.entries()) {
    const written = { commit: ids[index]!, kind, ...(namespace !== undefined && { namespace }) };
    deployment.commit = written.commit;
    // Another writer has taken over: what becomes of any of these is for that one to say.
    if (!(await tools.storeCommit(deployment, written))) return unknown(members);
  }
  const pushed = await tools.gitops.push(ids.at(-1)!);
  if (pushed === "behind") return [];
  if (pushed === "unknown") return unknown(members);
  return Promise.all(members.map((prepared, index) => landed(tools.gitops, prepared, ids[index]!)));
}

/** A refused push does not mean that nothing landed: another's answer may have hidden ours. */
async function alreadyLanded(gitops: GitopsRepository, head: string, open: Prepared[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const prepared of open) {
    const { commit } = prepared.deployment;
    if (commit !== undefined && (await gitops.contains(head, commit)))
      outcomes.push(await landed(gitops, prepared, commit));
  }
  return outcomes;
}

async function landed(gitops: GitopsRepository, prepared: Prepared, commit: string): Promise<Outcome> {
  const ending = await deployedAs(gitops, { ...prepared, changed: true, commit, at: commit });
  return { deployment: prepared.deployment, ending };
}

async function unchanged(gitops: GitopsRepository, head: string, prepared: Prepared): Promise<Outcome> {
  const commit = prepared.liveCommit ?? (await gitops.lastChange(head, prepared.folder));
  const ending = await deployedAs(gitops, { ...prepared, changed: false, commit, at: head });
  return { deployment: prepared.deployment, ending };
}

const unknown = (members: Prepared[]): Outcome[] =>
  members.map(({ deployment }) => ({ deployment, ending: "unknown" }));

const deploymentsOf = (members: Prepared[]) => members.map(({ deployment }) => deployment);

const without = (open: Prepared[], outcomes: Outcome[]) =>
  open.filter(({ deployment }) => !outcomes.some((outcome) => outcome.deployment === deployment));

/** What an error means for the deployments that it ends; nothing of theirs can land any more. */
function ended(tools: Tools, deployments: Deployment[], error: unknown): Outcome[] {
  // Cut short by our own end, or never to be recorded: the next turn, or the next start, tries again.
  const isOurs = error instanceof DomainError && error.code === "database-unavailable";
  if (isOurs || tools.isStopping())
    return deployments.map((deployment) => ({ deployment, ending: "unknown" }));
  if (!(error instanceof DomainError)) tools.onFault(deployments, error);
  const failure = error instanceof DomainError ? { code: error.code, detail: error.message } : internalError;
  return deployments.map((deployment) => ({ deployment, ending: { status: "failed", failure } }));
}

const internalError = {
  code: "internal-error",
  detail: "Something went wrong inside smithd. Its log says what, under this deployment's id.",
};

const outrun = () =>
  new DomainError(
    "gitops-rejected",
    `Others pushed to the GitOps repository ${ATTEMPTS} times while this was being written. Deploy again.`,
  );
