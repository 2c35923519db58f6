import { DatabaseSync } from "node:sqlite";

/**
 * Makes this process the only holder of a lock for as long as it lives; undefined where another holds it. SQLite's lock
 * on an empty database is the kernel's: it ends with its holder, however that ends.
 */
export function lockFile(file: string): { release(): void } | undefined {
  const connection = new DatabaseSync(file, { timeout: 0 });
  try {
    connection.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    connection.close();
    if (/locked/.test((error as Error).message)) return undefined;
    throw error;
  }
  return { release: () => connection.close() };
}
