import type { Knex } from "knex";

/** What changed, in the order in which it was committed (docs/decisions/0017). */
export async function up(db: Knex): Promise<void> {
  const isPostgres = (db.client as { dialect: string }).dialect === "postgresql";
  const text = (table: Knex.CreateTableBuilder, name: string) =>
    table.specificType(name, isPostgres ? 'text COLLATE "C"' : "text");

  await db.schema.createTable("events", (table) => {
    // Only this word makes it SQLite's own key of the row, which needs no index beside it.
    table.specificType("id", isPostgres ? "bigint" : "integer").primary();
    table.bigInteger("at").notNullable();
    text(table, "type").notNullable();
    text(table, "app");
    text(table, "environment");
    text(table, "version");
    text(table, "deployment_id");
    text(table, "policy");
    text(table, "key_id");
    text(table, "code");
  });

  // One row. A sequence would have gaps, and its numbers would be committed out of order.
  await db.schema.createTable("event_counter", (table) => {
    table.bigInteger("last").notNullable();
  });
  await db("event_counter").insert({ last: 0 });
}

/** Schemas only move forward: going back would lose what was accepted. */
export async function down(): Promise<void> {
  throw new Error("Restore a backup instead: migrations do not go back.");
}
