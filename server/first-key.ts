import { join } from "node:path";
import type { Tables } from "./database/database.ts";
import { mintApiKey } from "./domain/access/api-keys.ts";
import { writePrivate } from "./data-folder.ts";

/**
 * Where there is no key at all, makes one and puts it into a file that only this user can read. Returns that file's
 * name, or undefined where there were keys.
 */
export async function makeFirstKey(
  { apiKeys }: Pick<Tables, "apiKeys">,
  dataDir: string,
  now: number,
): Promise<string | undefined> {
  if (await apiKeys.any()) return undefined;
  const { key, text } = mintApiKey("first", now);
  const file = join(dataDir, "first-api-key");
  // The file first: killed in between, the next start finds no key and makes another.
  writePrivate(file, `${text}\n`);
  await apiKeys.insert(key);
  return file;
}
