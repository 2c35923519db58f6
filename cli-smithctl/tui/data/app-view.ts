import type { App, EnvironmentSummary } from "../../../generated/api.ts";
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

const MOST_ENVIRONMENTS = 200;

/** An app as it is, and as it changes. */
export const appView = (
  { client, feed }: Session,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<AppView> => {
  async function* read(): AsyncGenerator<AppView> {
    const [app, { items }] = await Promise.all([
      client.appView({ path: { app: name } }),
      client.environmentList({ query: { limit: MOST_ENVIRONMENTS } }),
    ]);
    yield { app, environments: items.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
  }
  return keepReading<AppView>(feed, signal, {
    initial: { environments: [] },
    read,
    concerns: (event) => event.app === name,
  });
};
