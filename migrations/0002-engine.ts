import type { Knex } from "knex";

/** What the engine has to know to lose nothing and to write nothing twice (docs/decisions/0015). */
export async function up(db: Knex): Promise<void> {
  const isPostgres = (db.client as { dialect: string }).dialect === "postgresql";
  const text = (table: Knex.CreateTableBuilder, name: string) =>
    table.specificType(name, isPostgres ? 'text COLLATE "C"' : "text");

  await db.schema.alterTable("deployments", (table) => {
    // The head that the commit was built on: its push can land only while the remote's head is still that one.
    text(table, "base_id");
    table.bigInteger("built_at");
    table.bigInteger("pushed_at");
    table.bigInteger("stalled_at");
    text(table, "stalled_code");
    text(table, "stalled_detail");
  });

  await db.schema.createTable("branches", (table) => {
    text(table, "repository").primary();
    // The last head that is known to have been the remote's; a branch that no longer has it was rewritten.
    text(table, "head_id");
    // A rewritten head that an operator said to follow.
    text(table, "followed_id");
  });

  // What apps have in an environment is known where it has a row here; elsewhere it is read from the repository first.
  await db.schema.createTable("object_ledgers", (table) => {
    text(table, "repository").notNullable();
    text(table, "environment").notNullable();
    table.primary(["repository", "environment"]);
  });

  // It is read from the repository again: folders may be of apps that are not registered here, so nothing refers to them.
  await db.schema.dropTable("running_objects");
  await db.schema.createTable("running_objects", (table) => {
    text(table, "repository").notNullable();
    text(table, "environment").notNullable();
    text(table, "object").notNullable();
    text(table, "app").notNullable();
    table.primary(["repository", "environment", "object"]);
    table.index(["repository", "environment", "app"]);
  });
}

/** Schemas only move forward: going back would lose what was accepted. */
export async function down(): Promise<void> {
  throw new Error("Restore a backup instead: migrations do not go back.");
}
