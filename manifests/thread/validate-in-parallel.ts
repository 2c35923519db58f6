import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { objectsOf, type ObjectsOfFile } from "../read-files.ts";
import { hasManifestExtension, isKustomization, VERSION_FILE } from "../paths.ts";
import type { ManifestFile } from "../types.ts";
import { definingFiles, validateVersion } from "../validate.ts";
import type { ValidationTerms, Verdict, VersionToValidate } from "../validate.ts";
import { createValidator } from "./validate-in-thread.ts";
import { ENTRY, type FilesToRead, type WorkerData } from "./worker-data.ts";

/** Bytes for one thread: fewer are read sooner than another thread has started. */
const SHARE = 4 * 1024 * 1024;
const MOST_THREADS = 4;

/**
 * `validateVersion`, with as many threads as are worth while reading the files of a large version. For files that are
 * their user's own: only definitions of custom resources have bounds to what they take.
 */
export async function validateInParallel(
  version: VersionToValidate,
  terms: ValidationTerms = {},
  share = SHARE,
): Promise<Verdict> {
  const manifests = version.files.filter(
    ({ path }) => path !== VERSION_FILE && hasManifestExtension(path) && !isKustomization(path),
  );
  const [own = [], ...others] = shares(manifests, share);
  if (definingFiles(version, terms).length > 0) return boundedly(version, terms);
  if (others.length === 0) return validateVersion(version, terms);
  const elsewhere = others.map((files) => readElsewhere({ files }));
  const here = own.map(({ path, bytes }): [string, ObjectsOfFile] => [
    path,
    objectsOf(path, bytes, new Map()),
  ]);
  const read = new Map([here, ...(await Promise.all(elsewhere))].flat());
  return validateVersion(version, terms, { read });
}

/** Patterns and rules of definitions may be anybody's, and may never end. */
async function boundedly(version: VersionToValidate, terms: ValidationTerms): Promise<Verdict> {
  const validator = createValidator(terms);
  try {
    return await validator.validate(version);
  } finally {
    await validator.close();
  }
}

/** Files in turns, so that each share has some of the large ones. */
function shares(files: readonly ManifestFile[], share: number): ManifestFile[][] {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const count = Math.min(Math.ceil(bytes / share), availableParallelism(), MOST_THREADS, files.length);
  return Array.from({ length: count }, (_, turn) => files.filter((_file, index) => index % count === turn));
}

function readElsewhere(task: FilesToRead): Promise<[string, ObjectsOfFile][]> {
  const progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(ENTRY, { workerData: { terms: {}, progress } satisfies WorkerData });
  return new Promise<[string, ObjectsOfFile][]>((resolve, reject) => {
    worker.once("message", resolve).once("error", reject);
    worker.once("exit", (code) => reject(new Error(`a thread that reads files ended with ${code}`)));
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
