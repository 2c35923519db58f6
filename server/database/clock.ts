import type { Knex } from "knex";
import { isPostgres } from "./connection.ts";

/** The database's clock in epoch milliseconds, as SQL: the clocks of replicas differ, and any may step. */
export const databaseClock = (db: Knex): string =>
  isPostgres(db)
    ? "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)"
    : "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
