import { overlayOf } from "./paths.ts";
import type { ManifestFile } from "./types.ts";

/** A file as it will lie in an app's folder of one environment. */
export interface ViewFile {
  /** Its path there. */
  path: string;
  /** Its path in the version. */
  source: string;
  bytes: Uint8Array;
}

/** What a version looks like in one environment: what is for all of them, with the environment's own files over it. */
export function viewOf(files: readonly ManifestFile[], environment: string | undefined): ViewFile[] {
  const view = new Map<string, ViewFile>();
  const isOwn = ({ path }: ManifestFile) => overlayOf(path) !== undefined;
  for (const file of files.filter((candidate) => !isOwn(candidate)))
    view.set(file.path, { path: file.path, source: file.path, bytes: file.bytes });
  for (const { path, bytes } of files) {
    const overlay = overlayOf(path);
    if (overlay?.environment === environment && overlay !== undefined)
      view.set(overlay.path, { path: overlay.path, source: path, bytes });
  }
  return [...view.values()].sort(byPath);
}

/** The environments for which a version has files of their own. */
export const environmentsOf = (files: readonly ManifestFile[]): string[] =>
  [...new Set(files.flatMap(({ path }) => overlayOf(path)?.environment ?? []))].sort();

const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
