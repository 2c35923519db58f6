import { pause } from "../../../clients/retry.ts";
import { isFinished, isOutage } from "../../../clients/wait.ts";
import type { Deployment } from "../../../generated/api.ts";
import type { Client } from "../../../generated/client.ts";
import { followDeployment } from "./follow-deployment.ts";
import type { Change } from "./planned-change.ts";
import type { Smithd } from "./smithd.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

/** What a person agreed to. */
export interface Agreed extends Change {
  reason: string;
  adopt: boolean;
  /** What ran there, as was shown; "" where nothing did. */
  seen: string;
  /** However often it is sent, smithd accepts it once. */
  key: string;
}

export type Progress =
  /** On its way to smithd; `trouble` where it does not get there yet. */
  | { kind: "sending"; trouble?: Trouble }
  | {
      kind: "under way";
      deployment: Deployment;
      trouble?: Trouble;
      /** Whether it is not looked at any more, because smithd will not say: it goes on there all the same. */
      isOutOfSight?: boolean;
    }
  | { kind: "ended"; deployment: Deployment }
  | { kind: "refused"; trouble: Trouble };

const RETRY_AFTER = 1000;

/** Asks for a change and follows it to its end. */
export async function* carryOut(
  session: Smithd,
  agreed: Agreed,
  signal: AbortSignal,
): AsyncGenerator<Progress> {
  const accepted = yield* ask(session.client, agreed, signal);
  if (accepted) yield* watch(session, accepted, signal);
}

/** Returns what smithd accepted. While it cannot be reached it is asked again, as the same request. */
async function* ask(
  client: Client,
  agreed: Agreed,
  signal: AbortSignal,
): AsyncGenerator<Progress, Deployment | undefined> {
  yield { kind: "sending" };
  for (;;) {
    try {
      return await send(client, agreed, signal);
    } catch (error) {
      signal.throwIfAborted();
      const trouble = troubleOf(error);
      if (!isOutage(error)) {
        yield { kind: "refused", trouble };
        return undefined;
      }
      yield { kind: "sending", trouble };
      await pause(RETRY_AFTER, signal);
    }
  }
}

/** From here on nothing is refused: what cannot be seen goes on. */
async function* watch(session: Smithd, accepted: Deployment, signal: AbortSignal): AsyncGenerator<Progress> {
  let deployment = accepted;
  try {
    for await (const followed of followDeployment(session, accepted, signal)) {
      ({ deployment } = followed);
      yield { kind: isFinished(deployment) ? "ended" : "under way", ...followed };
    }
  } catch (error) {
    signal.throwIfAborted();
    yield { kind: "under way", deployment, trouble: troubleOf(error), isOutOfSight: true };
  }
}

function send(
  client: Client,
  { kind, app, version, environment, reason, adopt, seen, key }: Agreed,
  signal: AbortSignal,
): Promise<Deployment> {
  const call = { path: { app }, header: { "Idempotency-Key": key }, signal };
  const why = reason.trim() === "" ? {} : { reason: reason.trim() };
  if (kind === "rollback")
    return client.rollbackCreate({ ...call, body: { environment, to: version, from: seen, ...why } });
  const body = { version, environment, expectedVersion: seen, ...(adopt && { adopt }), ...why };
  return client.deploymentCreate({ ...call, body });
}
