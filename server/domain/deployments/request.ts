import type { VersionMetadata } from "../../../manifests/index.ts";
import type { App } from "../../database/apps.ts";
import type { Database, Tables } from "../../database/database.ts";
import type { Deployment, DeploymentKind, Idempotency } from "../../database/deployments.ts";
import type { RunningVersion } from "../../database/running-versions.ts";
import type { Version } from "../../database/versions.ts";
import { findActiveApp, requireActive } from "../apps.ts";
import type { EnvironmentDirectory } from "../environments.ts";
import { queueFull, runningVersionChanged } from "./refusals.ts";
import { newId } from "../new-id.ts";
import { goesBack, holdOnRequest } from "./hold.ts";
import { byKey } from "./idempotency.ts";
import { isEarlier } from "./status.ts";

/** What every request for a deployment says, whatever its kind. */
export interface Request {
  app: string;
  environment: string;
  reason?: string;
  /** The name of the API key that asks. */
  caller: string;
  /** The version that the caller saw running there, empty where nothing ran; absent where it does not care. */
  expectedVersion?: string;
  /** Absent where the caller gave no Idempotency-Key. */
  idempotency?: Idempotency;
}

/** What runs in an environment, or is about to: what is on its way counts like what runs. */
export interface There {
  running: RunningVersion | undefined;
  /** The last that was asked for and has not ended. */
  next: Deployment | undefined;
  /** The version that runs once that has ended well; undefined where none will. */
  current: Version | undefined;
}

/** What a request turns out to ask for, once the app is locked and it is known what runs. */
export interface Choice {
  kind: DeploymentKind;
  /** Absent for a removal. */
  version?: Version;
  adopt?: boolean;
}

export interface RequestTools {
  database: Database;
  environments: EnvironmentDirectory;
  /** Deployments that may wait, of all apps together. */
  maxQueued: number;
  nudge: () => void;
  now: () => number;
}

/**
 * The one door for what people ask for: queues what `choose` decides, and holds policies off where that goes back or
 * removes. A repeated request returns what the first one made. Throws `app-unknown`, `app-archived`,
 * `environment-unknown`, `running-version-changed`, `idempotency-key-reused`, `queue-full` and whatever `choose` does.
 */
export async function request(
  tools: RequestTools,
  asked: Request,
  choose: (tables: Tables, app: App, there: There) => Promise<Choice>,
): Promise<Deployment> {
  const { database, environments, nudge, now } = tools;
  const before = await byKey(database, asked.idempotency);
  if (before) return before;
  const app = await findActiveApp(database, asked.app);
  const { name: environment } = await environments.require(asked.environment);
  const deployment = await database.transaction(async (tables) => {
    const time = await accept(tables, app, now);
    // The same request may have been accepted while this one waited for the app.
    const first = await byKey(tables, asked.idempotency);
    if (first) return first;
    const there = await whatIsThere(tables, app, environment);
    requireExpected({ ...asked, environment }, there);
    await requireRoom(tables, app, environment, tools.maxQueued);
    const { kind, version, adopt = false } = await choose(tables, app, there);
    const accepted: Deployment = {
      ...queued(app, version, environment, time),
      kind,
      adopt,
      holdsPolicies: goesBack(kind) || isGoingBack(version, there.current),
      requestedBy: asked.caller,
      ...(asked.reason && { reason: asked.reason }),
      ...(asked.idempotency && { idempotency: asked.idempotency }),
    };
    if (!(await tables.deployments.insert(accepted))) return undefined;
    await holdOnRequest(tables, accepted);
    return accepted;
  });
  // Undefined where another app's request with the same key was faster; that says so.
  if (!deployment) return (await byKey(database, asked.idempotency))!;
  nudge();
  return deployment;
}

/**
 * Locks the app and returns the time at which what follows is accepted: later than all that was accepted for it before,
 * whatever the clocks of replicas say. So deployments of one app are in the order in which each saw those before it.
 * Throws `app-archived`.
 */
export async function accept(
  { apps, deployments }: Pick<Tables, "apps" | "deployments">,
  app: App,
  now: () => number,
): Promise<number> {
  const locked = await apps.lock(app.name);
  if (locked) requireActive(locked);
  const last = await deployments.lastAcceptedAt(app.name);
  return Math.max(now(), last + 1);
}

/** A deployment as it is when it is accepted, but for who asked and why. */
export const queued = (app: App, version: Version | undefined, environment: string, now: number) => ({
  id: newId(now),
  repository: app.repository,
  app: app.name,
  ...(version && { versionUid: version.uid, version: version.id }),
  ...branchOf(version?.metadata),
  environment,
  status: "queued" as const,
  createdAt: now,
});

export const branchOf = (metadata: VersionMetadata | undefined) =>
  metadata?.git.branch === undefined ? {} : { branch: metadata.git.branch };

async function whatIsThere(
  { runningVersions, deployments, versions }: Tables,
  { repository, name }: App,
  environment: string,
): Promise<There> {
  const running = await runningVersions.find(repository, environment, name);
  const next = await deployments.lastUnfinished(repository, name, environment);
  const uid = next ? next.versionUid : running?.versionUid;
  const [current] = uid === undefined ? [] : await versions.ofUids([uid]);
  return { running, next, current };
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

/** Of one app to one environment; only the last of them is written, unless it fails. */
const MAX_QUEUED_THERE = 100;

/** Throws `queue-full`. No app can fill the queue for the others. */
async function requireRoom(
  { deployments }: Pick<Tables, "deployments">,
  { repository, name: app }: App,
  environment: string,
  ofAll: number,
): Promise<void> {
  const waiting = await deployments.waiting(
    { repository, app, environment },
    { ofAll, ofApp: MAX_QUEUED_THERE },
  );
  if (waiting.ofApp >= MAX_QUEUED_THERE)
    throw queueFull(`${MAX_QUEUED_THERE} deployments of ${app} to ${environment}`);
  if (waiting.ofAll >= ofAll) throw queueFull(`${ofAll} deployments`);
}

const isGoingBack = (version: Version | undefined, current: Version | undefined) =>
  version !== undefined && current !== undefined && isEarlier(version, current);
