import { planVersion, type Plan } from "../../deploying/plan.ts";
import { keepReading } from "./keep-current.ts";
import type { Smithd } from "./smithd.ts";
import type { Trouble } from "./trouble.ts";

/** A version that is to run somewhere: something new, or something that ran there before. */
export interface Change {
  kind: "deploy" | "rollback";
  app: string;
  version: string;
  environment: string;
}

/** What a change would do; absent until it is known. */
export interface PlannedChange {
  plan?: Plan;
  trouble?: Trouble;
}

/** What a change would do as things are, and again whenever something about the app changes. */
export const plannedChange = (
  { client, feed }: Smithd,
  { app, version, environment }: Change,
  signal: AbortSignal,
): AsyncGenerator<PlannedChange> => {
  async function* read(): AsyncGenerator<PlannedChange> {
    yield { plan: await planVersion(client, app, version, environment) };
  }
  return keepReading<PlannedChange>(feed, signal, {
    initial: {},
    read,
    concerns: (event) => event.app === app,
  });
};
