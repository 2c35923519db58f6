import PgClient from "knex/lib/dialects/postgres/index.js";
import { rethrow } from "./outage.ts";

/** Knex on pg, with errors that say whether the database can be used. */
export class PostgresClient extends PgClient {
  override acquireConnection(): Promise<unknown> {
    return super.acquireConnection().catch(rethrow);
  }

  override query(connection: unknown, query: unknown): Promise<unknown> {
    return super.query(connection, query).catch(rethrow);
  }
}
