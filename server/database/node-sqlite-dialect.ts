import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import BetterSqliteClient from "knex/lib/dialects/better-sqlite3/index.js";
import { checkpointWhenQuiet } from "./checkpoints.ts";
import { rethrow } from "./outage.ts";

interface Query {
  sql: string;
  bindings?: unknown[];
  response?: unknown;
  context?: unknown;
}

interface Prepared {
  statement: StatementSync;
  /** Names of what it gives; none where it gives no rows. */
  columns: string[];
  isRead: boolean;
}

interface Kept {
  statements: Map<string, Prepared>;
  onWrite: () => void;
}

/** Prepared statements of a connection: smithd has some hundred texts, and some more by the length of lists. */
const KEPT = 500;

/** Knex on Node's built-in SQLite: no package to compile, and as fast as better-sqlite3 (docs/decisions/0003). */
export class NodeSqliteClient extends BetterSqliteClient {
  override _driver() {
    return DatabaseSync;
  }

  override async acquireRawConnection() {
    return new DatabaseSync(this.connectionSettings.filename);
  }

  override acquireConnection(): Promise<unknown> {
    return super.acquireConnection().catch(rethrow);
  }

  override query(connection: unknown, query: unknown): Promise<unknown> {
    return super.query(connection, query).catch(rethrow);
  }

  override async _query(connection: DatabaseSync, query: Query) {
    const { statements, onWrite } = keptOf(connection);
    const { statement, columns, isRead } = prepare(connection, statements, query.sql);
    if (!isRead) onWrite();
    const bindings = this._formatBindings(query.bindings) as SQLInputValue[];
    if (columns.length > 0) {
      const rows = statement.all(...bindings) as unknown as unknown[][];
      query.response = rows.map((row) => toObject(columns, row));
    } else {
      const result = statement.run(...bindings);
      query.response = result;
      query.context = { lastID: result.lastInsertRowid, changes: result.changes };
      // What a statement gives may be something else now.
      if (/^\s*(create|alter|drop)\b/i.test(query.sql)) statements.clear();
    }
    return query;
  }
}

/** By connection, not in a field of the client: each transaction has a client of its own. */
const kept = new WeakMap<DatabaseSync, Kept>();

function keptOf(connection: DatabaseSync): Kept {
  const known = kept.get(connection);
  if (known) return known;
  const created = { statements: new Map(), onWrite: checkpointWhenQuiet(connection) };
  kept.set(connection, created);
  return created;
}

/** Preparing takes longer than running most statements, so they are kept. */
function prepare(connection: DatabaseSync, statements: Kept["statements"], sql: string): Prepared {
  const known = statements.get(sql);
  if (known) return known;
  const statement = connection.prepare(sql);
  // The objects that it would make are slow to make and to read.
  statement.setReturnArrays(true);
  const prepared = {
    statement,
    columns: statement.columns().map(({ name }) => name),
    isRead: /^\s*(select|begin|pragma)\b/i.test(sql),
  };
  statements.set(sql, prepared);
  const [oldest] = statements.keys();
  if (statements.size > KEPT) statements.delete(oldest!);
  return prepared;
}

function toObject(columns: string[], values: unknown[]): object {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index++) row[columns[index]!] = values[index];
  return row;
}
