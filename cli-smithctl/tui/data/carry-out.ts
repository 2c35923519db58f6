import { randomUUID } from "node:crypto";
import { pause } from "../../../clients/retry.ts";
import { isFinished, isOutage } from "../../../clients/wait.ts";
import type { Deployment } from "../../../generated/api.ts";
import type { Client } from "../../../generated/client.ts";
import { followDeployment } from "./follow-deployment.ts";
import type { Change } from "./planned-change.ts";
import type { Session } from "./session.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

/** What a person agreed to. */
export interface Agreed extends Change {
  reason: string;
  adopt: boolean;
  /** What ran there, as was shown; "" where nothing did. */
  seen: string;
}

export type Progress =
  /** On its way to smithd; `trouble` where it does not get there yet. */
  | { kind: "sending"; trouble?: Trouble }
  | { kind: "under way"; deployment: Deployment; trouble?: Trouble }
  | { kind: "ended"; deployment: Deployment }
  | { kind: "refused"; trouble: Trouble };

const RETRY_AFTER = 1000;

/**
 * Asks for a change and follows it to its end. While smithd cannot be reached it is asked again, as the same request: the
 * key makes sure that it is accepted once.
 */
export async function* carryOut(
  { client }: Session,
  agreed: Agreed,
  signal: AbortSignal,
): AsyncGenerator<Progress> {
  const header = { "Idempotency-Key": randomUUID() };
  yield { kind: "sending" };
  for (;;) {
    try {
      const accepted = await send(client, agreed, header);
      for await (const { deployment, trouble } of followDeployment(client, accepted, signal))
        yield isFinished(deployment)
          ? { kind: "ended", deployment }
          : { kind: "under way", deployment, ...(trouble && { trouble }) };
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!isOutage(error)) {
        yield { kind: "refused", trouble: troubleOf(error) };
        return;
      }
      yield { kind: "sending", trouble: troubleOf(error) };
      await pause(RETRY_AFTER, signal);
    }
  }
}

function send(
  client: Client,
  { kind, app, version, environment, reason, adopt, seen }: Agreed,
  header: { "Idempotency-Key": string },
): Promise<Deployment> {
  const why = reason.trim() === "" ? {} : { reason: reason.trim() };
  const path = { app };
  if (kind === "rollback")
    return client.rollbackCreate({ path, header, body: { environment, to: version, from: seen, ...why } });
  const body = { version, environment, expectedVersion: seen, ...(adopt && { adopt }), ...why };
  return client.deploymentCreate({ path, header, body });
}
