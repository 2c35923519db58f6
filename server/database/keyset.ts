import type { Knex } from "knex";
import { cursorInvalid } from "../domain/errors.ts";

export interface PageRequest {
  limit: number;
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** The last row of a page: its time and, within a time, its id. */
type Position = [time: number, id: string];

/**
 * Runs a query newest first, by (time, id), from where the cursor points. Keyset, so a page costs the same at any depth
 * and rows that are inserted meanwhile neither repeat nor hide others.
 */
export async function newestFirst<Row extends object, T>(
  query: Knex.QueryBuilder<Row, Row[]>,
  columns: { time: keyof Row & string; id: keyof Row & string },
  page: PageRequest,
  toItem: (row: Row) => T,
): Promise<Page<T>> {
  if (page.cursor !== undefined) {
    const [time, id] = decodeCursor(page.cursor);
    void query.whereRaw("(??, ??) < (?, ?)", [columns.time, columns.id, time, id]);
  }
  const rows = (await query
    .orderBy([
      { column: columns.time, order: "desc" },
      { column: columns.id, order: "desc" },
    ])
    .limit(page.limit + 1)) as Row[];
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return {
    items: rows.slice(0, page.limit).map(toItem),
    ...(last && { nextCursor: encodeCursor([last[columns.time] as number, last[columns.id] as string]) }),
  };
}

/** UUIDs and names. What else stands in a cursor is not from us, and might be text that PostgreSQL cannot take. */
const ID = /^[a-z0-9-]{1,63}$/;

/** Where the page goes on that ends with this row. */
export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

function decodeCursor(cursor: string): Position {
  try {
    const [time, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (Number.isSafeInteger(time) && typeof id === "string" && ID.test(id)) return [time as number, id];
  } catch {
    // Falls through: whatever is wrong with it, the caller did not get it from us.
  }
  throw cursorInvalid();
}
