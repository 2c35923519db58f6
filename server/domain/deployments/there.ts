import type { App } from "../../database/apps.ts";
import type { Tables } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import type { RunningVersion } from "../../database/running-versions.ts";
import type { Version } from "../../database/versions.ts";
import { folderOf } from "./prepare.ts";

/** What a request finds where it wants to deploy. What is on its way counts like what runs. */
export interface There {
  app: App;
  running: RunningVersion | undefined;
  /** The last that was asked for and has not ended. */
  next: Deployment | undefined;
  /** The version that runs once that has ended well; undefined where none will. */
  current: Version | undefined;
  /** The version whose id is asked for, whatever its state; undefined where there is none, or none is named. */
  named: Version | undefined;
  /** When the last deployment of the app was accepted, wherever to; 0 before the first. */
  lastAcceptedAt: number;
  /** How many deployments to the environment have not ended, counted no further than MAX_UNFINISHED. */
  unfinished: number;
}

/** Of one app to one environment; only the last of them is written, unless it fails. */
export const MAX_UNFINISHED = 100;

/**
 * What there is for requests, each for another app, by app; nothing of apps that there are not. Asked once for all of
 * them: a question for each would cost more than everything else together.
 */
export async function whatIsThere(
  { deployments, runningVersions, versions }: Tables,
  apps: ReadonlyMap<string, App>,
  requests: readonly { app: string; environment: string; version?: string }[],
): Promise<Map<string, There>> {
  const places = requests.flatMap(({ app, environment, version }) => {
    const found = apps.get(app);
    return found ? [{ repository: found.repository, app, environment, version }] : [];
  });
  if (places.length === 0) return new Map();
  const standings = byApp(await deployments.standings(places, MAX_UNFINISHED));
  const named = byApp(
    await versions.ofIds(
      places.flatMap(({ app, version }) => (version === undefined ? [] : [{ app, id: version }])),
    ),
  );
  const all = await runningVersions.ofApps(places.map(({ app }) => app));
  const running = new Map(
    all
      .filter(({ app, repository }) => apps.get(app)!.repository === repository)
      .map((one) => [folderOf(one), one]),
  );
  const next = new Map<string, Deployment | undefined>();
  for (const place of places)
    if (standings.get(place.app)!.unfinished > 0)
      next.set(place.app, await deployments.lastUnfinished(place.repository, place.app, place.environment));
  const currentUid = (place: { app: string; environment: string }) =>
    next.has(place.app) ? next.get(place.app)?.versionUid : running.get(folderOf(place))?.versionUid;
  const current = byUid(await versions.ofUids(places.flatMap((place) => currentUid(place) ?? [])));
  return new Map(
    places.map((place) => [
      place.app,
      {
        running: running.get(folderOf(place)),
        next: next.get(place.app),
        current: current.get(currentUid(place) ?? ""),
        named: named.get(place.app),
        ...standings.get(place.app)!,
        app: apps.get(place.app)!,
      },
    ]),
  );
}

const byApp = <T extends { app: string }>(all: readonly T[]) => new Map(all.map((one) => [one.app, one]));
const byUid = (all: readonly Version[]) => new Map(all.map((one) => [one.uid, one]));
