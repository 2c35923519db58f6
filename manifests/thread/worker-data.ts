import type { ManifestFile } from "../types.ts";
import type { ValidationTerms, VersionToValidate } from "../validate.ts";

/** What a thread is started with. */
export interface WorkerData {
  terms: ValidationTerms;
  /** Where it notes the index of the file that it reads, so that others see on what it spends its time. */
  progress: Int32Array<SharedArrayBuffer>;
}

/** A whole version, or some files of one that several threads read and that defines no custom resources. */
export type Task = { version: VersionToValidate } | FilesToRead;

export interface FilesToRead {
  files: readonly ManifestFile[];
}

/** In a bundle every entry lies in one folder, under the name that scripts/build.ts gives it. */
export const ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./validation-worker.js",
  import.meta.url,
);

/** It reads none. */
export const NO_FILE = -1;
