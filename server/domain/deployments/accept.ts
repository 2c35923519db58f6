import type { Database, Tables } from "../../database/database.ts";
import type { Deployment, DeploymentKind } from "../../database/deployments.ts";
import type { Version } from "../../database/versions.ts";
import { requireActive, unknownApp } from "../apps.ts";
import type { EnvironmentDirectory } from "../environments.ts";
import { DomainError } from "../errors.ts";
import { inGroups, type Settled, type Settling } from "../in-groups.ts";
import { goesBack, holdOnRequest } from "./hold.ts";
import { firstRequests, type FirstRequests } from "./idempotency.ts";
import { queueFull, runningVersionChanged } from "./refusals.ts";
import { laterThan, queued, type Request } from "./request.ts";
import { isEarlier } from "./status.ts";
import { MAX_UNFINISHED, whatIsThere, type There } from "./there.ts";

/** What a request turns out to ask for, once the app is locked and it is known what runs. */
export interface Choice {
  kind: DeploymentKind;
  /** Absent for a removal. */
  version?: Version;
  adopt?: boolean;
}

type Choose = (tables: Tables, there: There) => Choice | Promise<Choice>;

/**
 * Queues what `choose` decides, and holds policies off where that goes back or removes. A repeated request returns what
 * the first one made. Throws `app-unknown`, `app-archived`, `environment-unknown`, `running-version-changed`,
 * `idempotency-key-reused`, `queue-full` and whatever `choose` does.
 */
export type Accept = (asked: Request, choose: Choose) => Promise<Deployment>;

interface Tools {
  database: Database;
  environments: EnvironmentDirectory;
  /** Deployments that may wait, of all apps together. */
  maxQueued: number;
  nudge: () => void;
  now: () => number;
}

interface Candidate {
  asked: Request;
  environment: Settled<unknown>;
  choose: Choose;
}

/** Requests that are accepted in one transaction; their apps take no other meanwhile. */
const TOGETHER = 50;

/**
 * The one door for what people ask for. What is asked for at the same time is accepted together, since a commit to the
 * database costs more than all that it holds. Each request is judged on its own, and its refusal concerns nobody else.
 */
export function acceptance(tools: Tools): Accept {
  const accept = inGroups({
    limit: TOGETHER,
    // What is asked for an app is judged by what was accepted for it before.
    nameOf: ({ asked }) => asked.app,
    work: (candidates: Candidate[]) => acceptAll(tools, candidates),
  });
  return async (asked, choose) => {
    // It may have to ask the remote, which nobody else's request is to wait for.
    const environment = await settle(() => tools.environments.require(asked.environment));
    return accept({ asked, environment, choose });
  };
}

async function acceptAll(tools: Tools, candidates: Candidate[]): Promise<Settling<Deployment>[]> {
  const { database, maxQueued, nudge, now } = tools;
  let mayBeCommitted = false;
  try {
    const settled = await database.transaction(async (tables) => {
      const known = await lookUp(tables, candidates, maxQueued);
      const judged: Settled<Judged>[] = [];
      for (const candidate of candidates)
        judged.push(await settle(() => judge(tables, known, candidate, now)));
      const stored = await store(tables, judged);
      mayBeCommitted = true;
      return stored;
    });
    nudge();
    return settled;
  } catch (error) {
    if (mayBeCommitted || candidates.length === 1) throw error;
  }
  // One of them may be the reason, such as an app that somebody keeps locked; nobody else waits for that.
  return candidates.map((candidate) => acceptAlone(tools, candidate));
}

async function acceptAlone(tools: Tools, candidate: Candidate): Promise<Settled<Deployment>> {
  try {
    const [settled] = await acceptAll(tools, [candidate]);
    return await settled!;
  } catch (error) {
    return { error };
  }
}

/** What the database knows of what these requests concern. */
interface Known {
  first: FirstRequests;
  there: Map<string, There>;
  /** How many deployments wait, by repository. */
  waiting: Map<string, number>;
  maxQueued: number;
}

async function lookUp(tables: Tables, candidates: Candidate[], maxQueued: number): Promise<Known> {
  const requests = candidates.map(({ asked }) => asked);
  const apps = await tables.apps.lockAll(requests.map(({ app }) => app));
  const waiting = new Map<string, number>();
  for (const repository of new Set([...apps.values()].map((app) => app.repository)))
    waiting.set(repository, await tables.deployments.waiting(repository, maxQueued));
  return {
    // Once the apps are locked: the same request may have been accepted while this one waited for that.
    first: await firstRequests(tables, requests),
    there: await whatIsThere(tables, apps, requests),
    waiting,
    maxQueued,
  };
}

interface Judged {
  deployment: Deployment;
  /** Whether it is to be stored; otherwise the same request made it before. */
  isNew: boolean;
}

async function judge(
  tables: Tables,
  known: Known,
  { asked, environment, choose }: Candidate,
  now: () => number,
): Promise<Judged> {
  const before = known.first(asked);
  if (before) return { deployment: before, isNew: false };
  const there = known.there.get(asked.app);
  if (!there) throw await unknownApp(tables, asked.app);
  const app = requireActive(there.app);
  if ("error" in environment) throw environment.error;
  requireExpected(asked, there);
  requireRoom(asked, there, known);
  const { kind, version, adopt = false } = await choose(tables, there);
  known.waiting.set(app.repository, known.waiting.get(app.repository)! + 1);
  const deployment: Deployment = {
    ...queued(app, version, asked.environment, laterThan(there.lastAcceptedAt, now)),
    kind,
    adopt,
    holdsPolicies: goesBack(kind) || isGoingBack(version, there.current),
    requestedBy: asked.caller,
    ...(asked.reason && { reason: asked.reason }),
    ...(asked.idempotency && { idempotency: asked.idempotency }),
  };
  return { deployment, isNew: true };
}

async function store(tables: Tables, judged: Settled<Judged>[]): Promise<Settled<Deployment>[]> {
  const fresh = judged.flatMap((one) => ("result" in one && one.result.isNew ? one.result.deployment : []));
  const stored = await tables.deployments.insert(fresh);
  const taken = await firstRequests(
    tables,
    fresh.filter(({ id }) => !stored.has(id)),
  );
  const settled: Settled<Deployment>[] = [];
  for (const one of judged)
    settled.push("error" in one ? one : await keep(tables, one.result, stored, taken));
  return settled;
}

async function keep(
  tables: Tables,
  { deployment, isNew }: Judged,
  stored: Set<string>,
  taken: FirstRequests,
): Promise<Settled<Deployment>> {
  // Another app's request with the same key was faster; that says so.
  if (isNew && !stored.has(deployment.id)) return settle(async () => taken(deployment)!);
  if (isNew) await holdOnRequest(tables, deployment);
  return { result: deployment };
}

/** A fault is no refusal: it concerns all that share the transaction. */
async function settle<Result>(work: () => Promise<Result>): Promise<Settled<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof DomainError && error.code !== "database-unavailable") return { error };
    throw error;
  }
}

/** Throws `running-version-changed`, also for what is on its way: the caller has seen neither it nor what it makes of the rest. */
function requireExpected({ app, environment, expectedVersion }: Request, { running, next }: There): void {
  if (expectedVersion === undefined) return;
  const runs = running?.version ?? "";
  const will = next ? (next.version ?? "") : runs;
  for (const [version, isOnItsWay] of [
    [runs, false],
    [will, true],
  ] as const)
    if (version !== expectedVersion)
      throw runningVersionChanged({ app, environment }, expectedVersion, { version, isOnItsWay });
}

/** Throws `queue-full`. No app can fill the queue for the others. */
function requireRoom(
  { environment }: Request,
  { app, unfinished }: There,
  { waiting, maxQueued }: Known,
): void {
  if (unfinished >= MAX_UNFINISHED)
    throw queueFull(`${MAX_UNFINISHED} deployments of ${app.name} to ${environment}`);
  if (waiting.get(app.repository)! >= maxQueued) throw queueFull(`${maxQueued} deployments`);
}

const isGoingBack = (version: Version | undefined, current: Version | undefined) =>
  version !== undefined && current !== undefined && isEarlier(version, current);
