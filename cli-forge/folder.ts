import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError, UsageError } from "../clients/errors.ts";
import type { Fault } from "../clients/errors.ts";
import { checkLimits, checkPaths, largestLimits, VERSION_FILE } from "../manifests/index.ts";
import type { ManifestFile } from "../manifests/index.ts";

/** A folder with far more files is not one of manifests: perhaps a repository's root was given. */
const tooMany = 5000;

export interface Folder {
  files: ManifestFile[];
  /** Dot files and dot folders, which are left out. */
  skipped: string[];
}

interface Listing {
  files: { path: string; size: number }[];
  skipped: string[];
  refused: Fault[];
}

/**
 * The files of a folder by their paths in it, sorted. Throws an error with every path that cannot be in a version,
 * before any file is read. Nothing else waits meanwhile, and one after another they are read far sooner this way.
 */
export function readFolder(root: string): Folder {
  const listing: Listing = { files: [], skipped: [], refused: [] };
  list(root, "", listing);
  const faults = [
    ...listing.refused,
    ...checkPaths(listing.files),
    ...checkLimits(listing.files, largestLimits),
  ];
  if (faults.length > 0) throw cannotBe(root, faults);
  const manifests = listing.files.filter(({ path }) => path !== VERSION_FILE);
  if (manifests.length === 0)
    throw new UsageError(`${root} has no files.`, "Pass the folder that holds the manifests.");
  const paths = listing.files.map(({ path }) => path).sort();
  return { files: readAll(root, paths), skipped: listing.skipped };
}

function list(root: string, folder: string, listing: Listing): void {
  for (const entry of entriesOf(join(root, folder), root)) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith(".")) listing.skipped.push(path);
    else if (entry.isDirectory()) list(root, path, listing);
    else if (entry.isFile()) listing.files.push({ path, size: lstatSync(join(root, path)).size });
    else listing.refused.push({ file: path, detail: notAFile(entry.isSymbolicLink()) });
    if (listing.files.length > tooMany) {
      throw new UsageError(
        `${root} has more than ${tooMany} files.`,
        "Pass the folder that holds only the manifests.",
      );
    }
  }
}

function entriesOf(folder: string, root: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new UsageError(`There is no folder ${root}.`);
    if (code === "ENOTDIR")
      throw new UsageError(`${root} is not a folder.`, "Pass the folder that holds the manifests.");
    throw new UsageError(`${folder} cannot be read (${code}).`);
  }
}

function notAFile(isLink: boolean): string {
  return isLink
    ? "A symbolic link is not followed. Put the file itself here."
    : "This is neither a file nor a folder. Take it out.";
}

function readAll(root: string, paths: string[]): ManifestFile[] {
  const read: ManifestFile[] = [];
  const unreadable: Fault[] = [];
  for (const path of paths) {
    try {
      read.push({ path, bytes: readFileSync(join(root, path)) });
    } catch (error) {
      const { code = "unknown error" } = error as NodeJS.ErrnoException;
      unreadable.push({ file: path, detail: `The file cannot be read (${code}). Check its permissions.` });
    }
  }
  if (unreadable.length > 0) throw cannotBe(root, unreadable);
  return read;
}

function cannotBe(root: string, errors: Fault[]): CommandError {
  return new CommandError(`${root} cannot be a version as it is.`, { errors });
}
