import { DatabaseSync } from "node:sqlite";

/**
 * Makes this process the only holder of a lock for as long as it lives; undefined where another still holds it after
 * `patience` milliseconds. SQLite's lock on an empty database is the kernel's: it ends with its holder, however that ends.
 */
export function lockFile(file: string, patience: number): { release(): void } | undefined {
  const connection = new DatabaseSync(file, { timeout: patience });
  try {
    connection.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    connection.close();
    if (/locked/.test((error as Error).message)) return undefined;
    throw error;
  }
  return { release: () => connection.close() };
}
