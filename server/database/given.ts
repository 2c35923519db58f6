import type { Knex } from "knex";
import { isPostgres } from "./connection.ts";

type Type = "text" | "bigint";

/**
 * Rows that a statement is given, as one JSON text that both engines take apart: one statement for hundreds of rows, and
 * one text of it, however many they are. Goes where a table does, under the name `given`; `bindings` goes with it.
 */
export function given<Row extends object>(
  db: Knex,
  columns: { [Name in keyof Row & string]-?: Type },
  rows: readonly Row[],
): { from: string; bindings: string[] } {
  const types = Object.entries<string>(columns);
  const from = isPostgres(db)
    ? `json_to_recordset(?::json) AS given(${types.map((column) => column.join(" ")).join(", ")})`
    : `(SELECT ${types.map(([name]) => `value ->> '${name}' AS ${name}`).join(", ")} FROM json_each(?)) AS given`;
  return { from, bindings: [JSON.stringify(rows, wellFormed)] };
}

/** PostgreSQL's JSON has no half of a surrogate pair; as a value of its own it would be sent as U+FFFD, too. */
const wellFormed = (_key: string, value: unknown) =>
  typeof value === "string" ? value.toWellFormed() : value;

/** Runs a statement of our own and returns its rows. */
export async function rowsOf<Row>(db: Knex, sql: string, bindings: readonly unknown[]): Promise<Row[]> {
  const result: unknown = await db.raw(sql, bindings as Knex.RawBinding[]);
  return (isPostgres(db) ? (result as { rows: Row[] }).rows : result) as Row[];
}
