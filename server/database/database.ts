import type { Knex } from "knex";
import type { DatabaseConfig } from "../config.ts";
import { apiKeys } from "./api-keys.ts";
import { apps } from "./apps.ts";
import { asOfPostgres, asOfSqlite } from "./as-of.ts";
import { blobRemovals } from "./blob-removals.ts";
import { branches } from "./branches.ts";
import { connect } from "./connection.ts";
import { deployments } from "./deployments.ts";
import { events } from "./events.ts";
import { holds } from "./holds.ts";
import { migrate, pendingMigrations } from "./migrate.ts";
import { policies } from "./policies.ts";
import { recordingTransactions, type Recording } from "./recording.ts";
import { runningObjects } from "./running-objects.ts";
import { runningVersions } from "./running-versions.ts";
import { localSignals, postgresSignals, type Signals } from "./signals.ts";
import { versions } from "./versions.ts";
import { writerLeases } from "./writer-leases.ts";

export type Tables = ReturnType<typeof tables>;

export type Database = Tables & {
  /** Runs `work` on tables that commit or roll back together. Inside, only these may be used: SQLite has one connection. */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /** Brings the schema up to date and names the migrations that were applied. */
  migrate(): Promise<string[]>;
  /** The migrations that the schema lacks, by name. */
  pendingMigrations(): Promise<string[]>;
  signals: Signals;
  /** A text that is another after every commit, whoever made it; as-of.ts says more. */
  asOf(): Promise<string>;
  /** Rejects where the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export function openDatabase(config: DatabaseConfig): Database {
  const db = connect(config);
  const signals = config.kind === "sqlite" ? localSignals() : postgresSignals(db);
  const asOf = config.kind === "sqlite" ? asOfSqlite(config.file) : asOfPostgres(db);
  const recording = recordingTransactions(db, () => signals.send({ kind: "recorded" }));
  return {
    ...tables(db, recording),
    // What is written inside belongs to this transaction, and so do its events.
    transaction: (work) =>
      recording((transaction, record) => work(tables(transaction, (write) => write(transaction, record)))),
    signals,
    migrate: () => migrate(config),
    pendingMigrations: () => pendingMigrations(db),
    async ping() {
      await db.raw("SELECT 1");
    },
    asOf: asOf.read,
    async close() {
      await signals.close();
      asOf.close();
      await db.destroy();
    },
  };
}

function tables(db: Knex, recording: Recording) {
  return {
    apiKeys: apiKeys(db, recording),
    apps: apps(db, recording),
    blobRemovals: blobRemovals(db),
    branches: branches(db),
    deployments: deployments(db, recording),
    events: events(db),
    holds: holds(db, recording),
    policies: policies(db, recording),
    runningObjects: runningObjects(db),
    runningVersions: runningVersions(db),
    versions: versions(db, recording),
    writerLeases: writerLeases(db),
  };
}
