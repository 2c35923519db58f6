import type { Client } from "../../../generated/client.ts";
import type { App, EnvironmentSummary, StreamEvent } from "../../../generated/api.ts";
import { isProblem } from "../../../clients/problems.ts";
import { createInterner, summaryOf, type AppSummary } from "./app-summary.ts";
import { allEnvironments } from "./environments.ts";
import { keepCurrent } from "./keep-current.ts";
import type { Session } from "./session.ts";
import type { Trouble } from "./trouble.ts";

/** What runs where. */
export interface Overview {
  /** By name. */
  apps: readonly AppSummary[];
  environments: readonly EnvironmentSummary[];
  /** False while it is read for the first time. */
  isComplete: boolean;
  /** Why it could not be read again; what is here is what was last known. */
  trouble?: Trouble | undefined;
}

const PAGE = 200;
/** Milliseconds: to draw each of many pages takes longer than to read it. */
const SHOWN_EVERY = 300;
/** What fills most screens. */
const FIRST = 50;
/** More apps than these that changed at once are cheaper read as pages. */
const MANY = 100;
const AT_ONCE = 8;

export const nothing: Overview = { apps: [], environments: [], isComplete: false };

/** All apps with what runs of each, as it is now and from then on as it changes. */
export async function* overview({ client, feed }: Session, signal: AbortSignal): AsyncGenerator<Overview> {
  // Read once more with the rest, when it is known from where on changes are heard: until then it is something to look at.
  const initial = await firstPage(client);
  yield initial;
  yield* keepCurrent<Overview>(feed, signal, {
    initial,
    read: (known) => readAll(client, known),
    mend: (known, events) => mend(client, known, events),
    withTrouble: (known, trouble) => ({ ...known, trouble }),
  });
}

async function firstPage(client: Client): Promise<Overview> {
  try {
    const [environments, { items }] = await Promise.all([
      allEnvironments(client),
      client.appList({ query: { limit: FIRST } }),
    ]);
    return { apps: byName(items.map((app) => summaryOf(app))), environments, isComplete: false };
  } catch {
    // Reading all of it meets the same, and tells.
    return nothing;
  }
}

/** Shown as it comes the first time; later what was known stays until all is read. */
async function* readAll(client: Client, known: Overview): AsyncGenerator<Overview> {
  const environments = await allEnvironments(client);
  const apps: AppSummary[] = [];
  const intern = createInterner();
  let cursor: string | undefined;
  let shownAt = performance.now();
  do {
    const page = await client.appList({ query: { limit: PAGE, ...(cursor && { cursor }) } });
    for (const app of page.items) apps.push(summaryOf(app, intern));
    cursor = page.nextCursor;
    if (known.isComplete || !cursor || performance.now() - shownAt < SHOWN_EVERY) continue;
    shownAt = performance.now();
    yield { apps: byName(apps), environments, isComplete: false };
  } while (cursor);
  yield { apps: byName(apps), environments, isComplete: true };
}

/** Reads the apps again of which the events tell. */
async function* mend(
  client: Client,
  known: Overview,
  events: readonly StreamEvent[],
): AsyncGenerator<Overview> {
  const names = [...new Set(events.flatMap(({ app }) => app ?? []))];
  if (names.length > MANY) {
    yield* readAll(client, known);
    return;
  }
  const apps = new Map(known.apps.map((app) => [app.name, app]));
  for (let at = 0; at < names.length; at += AT_ONCE)
    await Promise.all(
      names.slice(at, at + AT_ONCE).map(async (name) => {
        const app = await viewApp(client, name);
        if (app && app.archivedAt === undefined) apps.set(name, summaryOf(app));
        else apps.delete(name);
      }),
    );
  if (names.length > 0) yield { ...known, apps: byName([...apps.values()]), trouble: undefined };
}

export async function viewApp(client: Client, app: string): Promise<App | undefined> {
  try {
    return await client.appView({ path: { app } });
  } catch (error) {
    if (isProblem(error, "app-unknown")) return undefined;
    throw error;
  }
}

const byName = (apps: readonly AppSummary[]): AppSummary[] =>
  apps.toSorted((a, b) => (a.name < b.name ? -1 : 1));
