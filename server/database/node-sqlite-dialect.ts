import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import BetterSqliteClient from "knex/lib/dialects/better-sqlite3/index.js";
import { rethrow } from "./outage.ts";

interface Query {
  sql: string;
  bindings?: unknown[];
  response?: unknown;
  context?: unknown;
}

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
    const statement = connection.prepare(query.sql);
    const bindings = this._formatBindings(query.bindings) as SQLInputValue[];
    if (statement.columns().length > 0) {
      query.response = statement.all(...bindings);
    } else {
      const result = statement.run(...bindings);
      query.response = result;
      query.context = { lastID: result.lastInsertRowid, changes: result.changes };
    }
    return query;
  }
}
