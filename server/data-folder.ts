import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { lockFile } from "./database/file-lock.ts";

const SECRET_BYTES = 32;

/** What stands in the way of using the data folder, as a sentence. */
export class DataFolderError extends Error {}

export interface DataFolder {
  /** Signs upload URLs; the same after a restart, so that those handed out before still count. */
  uploadSecret: Uint8Array;
  release(): void;
}

/** For this user alone, where it is not there yet. Throws a DataFolderError. */
export function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw unusable(folder, error);
  }
}

/** Not with `recursive`: below /proc, where folders cannot be made, Node never returns from that. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Takes the folder for this process alone. Throws a DataFolderError where another smithd has it, or where it cannot be used. */
export function openDataFolder(folder: string): DataFolder {
  try {
    makeFolder(folder);
    const lock = lockFile(join(folder, "instance.lock"));
    if (!lock)
      throw new DataFolderError(
        `Another smithd is running on ${folder}. Stop it, or give this one its own SMITHD_DATA_DIR.`,
      );
    return { uploadSecret: readSecret(join(folder, "upload-signing-key")), release: lock.release };
  } catch (error) {
    throw error instanceof DataFolderError ? error : unusable(folder, error);
  }
}

const unusable = (folder: string, error: unknown) =>
  new DataFolderError(
    `The data folder ${folder} cannot be used: ${(error as Error).message}. Make it writable, or set SMITHD_DATA_DIR.`,
  );

function readSecret(file: string): Uint8Array {
  if (!existsSync(file)) writePrivate(file, randomBytes(SECRET_BYTES).toString("hex"));
  const secret = Buffer.from(readFileSync(file, "utf8").trim(), "hex");
  // A short key would sign what anybody can forge.
  if (secret.length < SECRET_BYTES)
    throw new DataFolderError(
      `${file} does not hold a key. Delete it: smithd makes a new one, and drafts get new upload URLs.`,
    );
  return secret;
}

/** Writes a file that only this user can read, as a whole or not at all. */
export function writePrivate(file: string, text: string): void {
  const part = `${file}.part`;
  const handle = openSync(part, "w", 0o600);
  try {
    chmodSync(part, 0o600);
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, file);
}
