import type { Knex } from "knex";
import type { DatabaseConfig } from "../../server/config.ts";
import { connect, isPostgres } from "../../server/database/connection.ts";
import { migrate } from "../../server/database/migrate.ts";
import { newId } from "../../server/domain/new-id.ts";
import { environments, foldersIn } from "./gitops.ts";
import {
  apps,
  deployments,
  files,
  runningVersions,
  versions,
  type Deployed,
  type Made,
} from "./seeded-rows.ts";
import { BIG, seededVersions, SMALL, type SeededVersion } from "./seeded-versions.ts";

const BATCH = 20_000;

interface Seeding {
  /** Versions. */
  count: number;
  /** The GitOps repository, in which all of the apps run. */
  repository: string;
  say: (progress: string) => void;
  /** The apps beside the big one. */
  small?: readonly string[];
}

/** Fills an empty database with what a year of publishing leaves behind, past the API, which would take hours. */
export async function seed(
  config: DatabaseConfig,
  { count, repository, say, small = SMALL }: Seeding,
): Promise<void> {
  const db = connect(hurried(config));
  try {
    await migrate(config);
    await insert(
      db,
      "apps",
      apps,
      [BIG, ...small].map((name) => ({ name })),
    );
    const newest = await withoutIndexes(db, "versions", () => insertVersions(db, { count, small, say }));
    const running = deployed(newest, repository);
    await insert(db, "deployments", deployments, running);
    await insert(db, "running_versions", runningVersions, running);
    // By itself PostgreSQL does it within a minute or two.
    if (isPostgres(db)) await db.raw("VACUUM ANALYZE");
  } finally {
    await db.destroy();
  }
}

/** PostgreSQL checks no references, which hold here, and sorts an index in memory. */
function hurried(config: DatabaseConfig): DatabaseConfig {
  if (config.kind === "sqlite") return config;
  const url = new URL(config.url);
  url.searchParams.set("options", "-c session_replication_role=replica -c maintenance_work_mem=512MB");
  return { kind: "postgres", url: url.href };
}

/** Every app in every environment, from the folder that lies there: else all of them would have drifted. */
function deployed(versions: SeededVersion[], repository: string): Deployed[] {
  return environments.flatMap((environment) => {
    const trees = foldersIn(repository, environment);
    return versions.map(({ uid, app }) => ({
      ...{ uid, environment, deployment: newId() },
      tree: trees.get(app)!,
    }));
  });
}

/** Returns each app's newest version. */
async function insertVersions(
  db: Knex,
  { count, small, say }: { count: number; small: readonly string[]; say: (progress: string) => void },
): Promise<SeededVersion[]> {
  const newest = new Map<string, SeededVersion>();
  let inserted = 0;
  for (const batch of batches(seededVersions(count, small), BATCH)) {
    await insert(db, "versions", versions, batch);
    await insert(db, "version_files", files, batch);
    for (const version of batch) newest.set(version.app, version);
    inserted += batch.length;
    if (inserted % 200_000 === 0) say(`Inserted ${inserted} versions`);
  }
  return [...newest.values()];
}

/**
 * Inserts a row for each of `given`, which goes to the database as one JSON text that both engines can take apart: that
 * is quicker than binding two dozen values for each of a million rows.
 */
async function insert<Given extends object>(
  db: Knex,
  table: string,
  { from, columns, names }: Made<Given>,
  given: Given[],
): Promise<void> {
  const types = Object.entries<string>(columns);
  const parts = isPostgres(db)
    ? `SELECT * FROM json_to_recordset(?) AS r(${types.map((column) => column.join(" ")).join(", ")})`
    : `SELECT ${types.map(([name]) => `value ->> '${name}' AS ${name}`).join(", ")} FROM json_each(?)`;
  await db.raw(
    `INSERT INTO ${table} (${Object.keys(names).join(", ")})
     WITH given AS MATERIALIZED (${parts}) SELECT ${Object.values(names).join(", ")} FROM ${from}`,
    [JSON.stringify(given)],
  );
}

/** Without them each of a million rows would go into eight more places of its own. */
async function withoutIndexes<T>(db: Knex, table: string, work: () => Promise<T>): Promise<T> {
  const indexes = await db
    .select<{ name: string; sql: string }[]>("name", "sql")
    .from(
      isPostgres(db)
        ? db("pg_indexes").select({ name: "indexname", sql: "indexdef", tbl_name: "tablename" }).as("indexes")
        : "sqlite_master",
    )
    .where({ tbl_name: table })
    // Not the unique ones: in PostgreSQL those belong to a constraint.
    .whereRaw("lower(sql) LIKE 'create index%'");
  for (const { name } of indexes) await db.raw(`DROP INDEX ${name}`);
  const done = await work();
  for (const { sql } of indexes) await db.raw(sql);
  return done;
}

function* batches<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
