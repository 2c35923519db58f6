import type { Knex } from "knex";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";
import { present } from "./present.ts";
import type { EventType, Recording } from "./recording.ts";

export interface App {
  name: string;
  repository: string;
  description?: string;
  sourceUrl?: string;
  namespace?: string;
  /** Changes with every write; the wire's ETag. */
  revision: string;
  createdAt: number;
  archivedAt?: number;
}

interface Row {
  name: string;
  repository: string;
  description: string | null;
  source_url: string | null;
  namespace: string | null;
  revision: string;
  created_at: number;
  archived_at: number | null;
  archived: number;
}

export function apps(db: Knex, recording: Recording) {
  const table = (on = db) => on<Row>("apps");
  return {
    /** False where an app of this name is there already. */
    insert: (app: App): Promise<boolean> =>
      recording(async (on, record) => {
        const inserted = await table(on).insert(toRow(app)).onConflict("name").ignore().returning("name");
        record(...inserted.map(({ name }) => ({ type: "app.registered" as const, app: name })));
        return inserted.length > 0;
      }),
    async find(name: string): Promise<App | undefined> {
      const row = await table().where({ name }).first();
      return row && toApp(row);
    },
    /**
     * The app, locked until the transaction ends, so that what is accepted for one app is accepted one after another.
     * Not against rows that only refer to it. SQLite has one writer at a time anyway.
     */
    async lock(name: string): Promise<App | undefined> {
      const row = await table().where({ name }).forNoKeyUpdate().first();
      return row && toApp(row);
    },
    /** Locks several, always in the same order, so that no two wait for each other. Returns those that there are, by name. */
    async lockAll(names: readonly string[]): Promise<Map<string, App>> {
      const rows = await table().whereIn("name", names).orderBy("name").forNoKeyUpdate();
      return new Map(rows.map((row) => [row.name, toApp(row)]));
    },
    async ofNames(names: readonly string[]): Promise<Map<string, App>> {
      const rows = await table().whereIn("name", names);
      return new Map(rows.map((row) => [row.name, toApp(row)]));
    },
    /** The archived ones, or the others. */
    list: (archived: boolean, page: PageRequest): Promise<Page<App>> =>
      newestFirst(
        table().where({ archived: Number(archived) }),
        { time: "created_at", id: "name" },
        page,
        toApp,
      ),
    /** Names for near matches; bounded, since it serves an error message. */
    async names(): Promise<string[]> {
      const query = table().where({ archived: 0 }).select("name").orderBy("created_at", "desc");
      return (await query.limit(2000)).map(({ name }) => name);
    },
    /** False where the app is no longer as it was seen. */
    replace: (app: App, seen: App): Promise<boolean> =>
      recording(async (on, record) => {
        const { name, revision } = seen;
        if ((await table(on).where({ name, revision }).update(toRow(app))) === 0) return false;
        record({ type: changeOf(app, seen), app: name });
        return true;
      }),
  };
}

function changeOf(app: App, seen: App): EventType {
  if (app.archivedAt === seen.archivedAt) return "app.updated";
  return app.archivedAt === undefined ? "app.restored" : "app.archived";
}

const toRow = (app: App): Row => ({
  name: app.name,
  repository: app.repository,
  description: app.description ?? null,
  source_url: app.sourceUrl ?? null,
  namespace: app.namespace ?? null,
  revision: app.revision,
  created_at: app.createdAt,
  archived_at: app.archivedAt ?? null,
  archived: Number(app.archivedAt !== undefined),
});

const toApp = (row: Row): App =>
  present({
    name: row.name,
    repository: row.repository,
    description: row.description,
    sourceUrl: row.source_url,
    namespace: row.namespace,
    revision: row.revision,
    createdAt: row.created_at,
    archivedAt: row.archived_at,
  });
