import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { describe, inject } from "vitest";
import type { DatabaseConfig } from "../../server/config.ts";

export interface Engine {
  name: "SQLite" | "PostgreSQL";
  /** A new and empty database; SQLite's lies in `folder`. */
  createDatabase(folder: string): Promise<DatabaseConfig>;
}

export const sqlite: Engine = {
  name: "SQLite",
  createDatabase: async (folder) => ({ kind: "sqlite", file: join(folder, "smithd.db") }),
};

export const postgres: Engine = {
  name: "PostgreSQL",
  async createDatabase() {
    const server = inject("postgresUrl")!;
    const name = `test_${randomBytes(8).toString("hex")}`;
    const client = new pg.Client({ connectionString: `${server}/postgres` });
    await client.connect();
    // Not the cluster's own collation: what is ordered by bytes must not depend on it.
    await client
      .query(`CREATE DATABASE ${name} TEMPLATE template0 LOCALE 'C.UTF-8'`)
      .catch(() => client.query(`CREATE DATABASE ${name}`));
    await client.end();
    return { kind: "postgres", url: `${server}/${name}` };
  },
};

/** Runs one suite on SQLite and on PostgreSQL: both must behave alike. */
export function onBothEngines(suite: (engine: Engine) => void): void {
  for (const engine of [sqlite, postgres])
    describe.skipIf(engine === postgres && inject("postgresUrl") === undefined)(`on ${engine.name}`, () =>
      suite(engine),
    );
}
