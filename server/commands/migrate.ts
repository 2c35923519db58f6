import { dirname } from "node:path";
import type { Config } from "../config.ts";
import { makeDataFolder } from "../data-folder.ts";
import { openDatabase } from "../database/database.ts";

/** Brings the database up to date; harmless while smithd runs, and where nothing is to be done. */
export async function migrate({ database: config }: Config): Promise<void> {
  if (config.kind === "sqlite") makeDataFolder(dirname(config.file));
  const database = openDatabase(config);
  try {
    const applied = await database.migrate();
    console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
  } finally {
    await database.close();
  }
}
