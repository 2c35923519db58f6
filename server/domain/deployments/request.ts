import type { VersionMetadata } from "../../../manifests/index.ts";
import type { App } from "../../database/apps.ts";
import type { Tables } from "../../database/database.ts";
import type { Idempotency } from "../../database/deployments.ts";
import type { Version } from "../../database/versions.ts";
import { requireActive } from "../apps.ts";
import { newId } from "../new-id.ts";

/** What every request for a deployment says, whatever its kind. */
export interface Request {
  app: string;
  environment: string;
  /** The id of the version that is asked for; absent where none is named. */
  version?: string;
  reason?: string;
  /** The name of the API key that asks. */
  caller: string;
  /** The version that the caller saw running there, empty where nothing ran; absent where it does not care. */
  expectedVersion?: string;
  /** Absent where the caller gave no Idempotency-Key. */
  idempotency?: Idempotency;
}

/**
 * Locks the app until the transaction ends, so that what is accepted for it is accepted one after another. Throws
 * `app-archived`.
 */
export async function lockActive({ apps }: Pick<Tables, "apps">, { name }: App): Promise<void> {
  const locked = await apps.lock(name);
  if (locked) requireActive(locked);
}

/**
 * The time at which something is accepted: later than all that was accepted for the app before, whatever the clocks of
 * replicas say. So deployments of one app are in the order in which each saw those before it.
 */
export const laterThan = (lastAcceptedAt: number, now: () => number) => Math.max(now(), lastAcceptedAt + 1);

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
