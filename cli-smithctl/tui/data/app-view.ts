import type { App, EnvironmentSummary } from "../../../generated/api.ts";
import { allEnvironments } from "./environments.ts";
import { keepReading } from "./keep-current.ts";
import type { Session } from "./session.ts";
import type { Trouble } from "./trouble.ts";

/** One app and the environments that there are. */
export interface AppView {
  /** Absent until it is known. */
  app?: App;
  environments: readonly EnvironmentSummary[];
  trouble?: Trouble;
}

/** An app as it is, and as it changes. */
export const appView = (
  { client, feed }: Session,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<AppView> => {
  async function* read(): AsyncGenerator<AppView> {
    const [app, environments] = await Promise.all([
      client.appView({ path: { app: name } }),
      allEnvironments(client),
    ]);
    yield { app, environments };
  }
  return keepReading<AppView>(feed, signal, {
    initial: { environments: [] },
    read,
    concerns: (event) => event.app === name,
  });
};
