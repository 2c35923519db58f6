import { setTimeout as sleep } from "node:timers/promises";
import type { Knex } from "knex";
import { migrations } from "../../migrations/index.ts";
import type { DatabaseConfig } from "../config.ts";
import { connect, isPostgres, sqliteFile } from "./connection.ts";
import { lockFile } from "./file-lock.ts";

/** Any number that no other program on the same database locks. */
const MIGRATION_LOCK = 7_263_418;
const PATIENCE = 60_000;

const source: Knex.MigrationSource<(typeof migrations)[number]> = {
  getMigrations: async () => migrations,
  getMigrationName: ({ name }) => name,
  getMigration: async (migration) => migration,
};

/**
 * Brings the schema up to date. Replicas that start together take turns: knex's own lock is a row that fails the second
 * comer and stays behind when its holder is killed, so a lock of the engine stands around it and the row is cleared first.
 */
export async function migrate(config: DatabaseConfig): Promise<string[]> {
  const db = connect(config, { patient: true });
  try {
    return await underLock(db, async () => {
      await db.migrate.forceFreeMigrationsLock({ migrationSource: source });
      const [, applied] = (await db.migrate.latest({ migrationSource: source })) as [number, string[]];
      return applied;
    });
  } finally {
    await db.destroy();
  }
}

/** The names of those that `migrate` would apply. */
export async function pendingMigrations(db: Knex): Promise<string[]> {
  const [, pending] = (await db.migrate.list({ migrationSource: source })) as [unknown, { name: string }[]];
  return pending.map(({ name }) => name);
}

async function underLock<T>(db: Knex, work: () => Promise<T>): Promise<T> {
  if (!isPostgres(db)) return underFileLock(db, work);
  // The lock lives as long as this transaction; the migrations run on other connections meanwhile.
  return db.transaction(async (holder) => {
    await holder.raw("SELECT pg_advisory_xact_lock(?)", [MIGRATION_LOCK]);
    return work();
  });
}

async function underFileLock<T>(db: Knex, work: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE;
  for (;;) {
    const lock = lockFile(`${sqliteFile(db)}.migration-lock`);
    if (lock) return work().finally(() => lock.release());
    if (Date.now() > giveUpAt)
      throw new Error("another program has been migrating the database for a minute");
    await sleep(20);
  }
}
