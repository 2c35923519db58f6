import { existsSync } from "node:fs";
import type { Config } from "../config.ts";
import { openDatabase } from "../database/database.ts";
import { mintApiKey } from "../domain/access/api-keys.ts";
import { UsageError } from "../usage-error.ts";

/** Makes an API key and prints it, once; smithd may be running. */
export async function createKey({ database: config }: Config, [name, ...more]: string[]): Promise<void> {
  if (name === undefined || more.length > 0)
    throw new UsageError("a key has one name: `smithd keys create NAME`.");
  const { key, text } = mintApiKey(name, Date.now());
  // A key in a new database beside the real one would open nothing.
  if (config.kind === "sqlite" && !existsSync(config.file))
    throw new UsageError(
      `there is no database ${config.file}. Start smithd first, or set SMITHD_DATA_DIR or SMITHD_DATABASE_URL as it has them.`,
    );
  const database = openDatabase(config);
  try {
    await database.migrate();
    await database.apiKeys.insert(key);
  } finally {
    await database.close();
  }
  const where = config.kind === "sqlite" ? config.file : "PostgreSQL";
  console.error(`The key ${name} for the smithd on ${where}, shown only now:`);
  await print(text).catch((error: Error) => {
    throw new UsageError(
      `the key could not be printed (${error.message}), so nobody has it. Revoke it: \`smithctl keys revoke ${key.id}\`.`,
    );
  });
}

const print = (line: string) =>
  new Promise<void>((resolve, reject) => {
    process.stdout.once("error", reject);
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  });
