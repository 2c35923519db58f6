import type { DatabaseSync } from "node:sqlite";
import knex, { type Knex } from "knex";
import pg from "pg";
import type { DatabaseConfig } from "../config.ts";
import { PAGES_AT_MOST } from "./checkpoints.ts";
import { NodeSqliteClient } from "./node-sqlite-dialect.ts";
import { PostgresClient } from "./postgres-dialect.ts";

/** PostgreSQL gives bigint as text; ours are epoch milliseconds and counts, which a number holds exactly. */
const asNumber = {
  getTypeParser: (oid: number, format?: "text"): unknown =>
    oid === 20 ? Number : pg.types.getTypeParser(oid, format),
};

const silent = () => undefined;

/** Knex would write every bound value into its errors, and so into the log; and lines of its own to standard output. */
const quiet = {
  compileSqlOnError: false,
  log: { debug: silent, warn: silent, error: silent, deprecate: silent },
};

/**
 * Milliseconds; PostgreSQL ends a statement by itself, and where nothing is heard of it the connection is given up. A
 * replica that was stopped in the middle of a transaction loses it while the others still wait for what it has locked, such as
 * the counter of events.
 */
const TIMEOUTS = {
  statement_timeout: 30_000,
  query_timeout: 35_000,
  lock_timeout: 5000,
  idle_in_transaction_session_timeout: 4000,
};

/** `patient` connections run what may take long, such as a migration of a large table. */
export function connect(config: DatabaseConfig, { patient = false } = {}): Knex {
  return config.kind === "sqlite" ? connectSqlite(config.file) : connectPostgres(config.url, patient);
}

function connectSqlite(filename: string): Knex {
  return knex({
    client: NodeSqliteClient as unknown as typeof Knex.Client,
    connection: { filename },
    useNullAsDefault: true,
    ...quiet,
    pool: {
      min: 1,
      max: 1,
      // All but journal_mode belong to the connection and are lost when it is reopened.
      afterCreate: (
        connection: DatabaseSync,
        done: (error: Error | null, connection: DatabaseSync) => void,
      ) => {
        connection.exec(
          `PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
           PRAGMA wal_autocheckpoint = ${PAGES_AT_MOST}`,
        );
        done(null, connection);
      },
    },
  });
}

function connectPostgres(connectionString: string, patient: boolean): Knex {
  return knex({
    client: PostgresClient,
    ...quiet,
    connection: {
      connectionString,
      types: asNumber,
      application_name: "smithd",
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      ...(patient ? {} : TIMEOUTS),
    } as Knex.PgConnectionConfig,
    acquireConnectionTimeout: 10_000,
    pool: { min: 0, max: 10 },
  });
}

export const isPostgres = (db: Knex): boolean => db.client instanceof PostgresClient;

/** Where a SQLite database lies. */
export const sqliteFile = (db: Knex): string => (db.client as NodeSqliteClient).connectionSettings.filename;
