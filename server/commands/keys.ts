import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Config } from "../config.ts";
import { openDatabase } from "../database/database.ts";
import { mintApiKey } from "../domain/access/api-keys.ts";
import { UsageError } from "../usage-error.ts";

/** Makes an API key and prints it, once; smithd may be running. */
export async function createKey({ database: config }: Config, [name, ...more]: string[]): Promise<void> {
  if (name === undefined || more.length > 0)
    throw new UsageError("a key has one name: `smithd keys create NAME`.");
  const { key, text } = mintApiKey(name, Date.now());
  if (config.kind === "sqlite") mkdirSync(dirname(config.file), { recursive: true, mode: 0o700 });
  const database = openDatabase(config);
  try {
    await database.migrate();
    await database.apiKeys.insert(key);
  } finally {
    await database.close();
  }
  console.error(`The key ${name}, shown only now:`);
  console.log(text);
}
