import { existsSync } from "node:fs";
import type { DatabaseConfig } from "../config.ts";
import { openDatabase } from "../database/database.ts";
import { notThereYet, type Finding } from "./finding.ts";

const what = "database";

/** Whether the database answers and has the tables that this smithd wants. Changes nothing. */
export async function examineDatabase(config: DatabaseConfig): Promise<Finding> {
  if (config.kind === "sqlite" && !existsSync(config.file)) return notThereYet(what, config.file);
  const database = openDatabase(config);
  try {
    await database.ping();
    const pending = await database.pendingMigrations();
    const name = config.kind === "sqlite" ? `SQLite (${config.file})` : "PostgreSQL";
    return pending.length === 0
      ? { what, state: "ok", detail: `${name} answers, and its tables are up to date.` }
      : {
          what,
          state: "warning",
          detail: `${name} answers, and lacks ${pending.join(", ")}: \`smithd migrate\`, or the next start, brings it up to date.`,
        };
  } finally {
    await database.close();
  }
}
