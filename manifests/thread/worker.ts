/** The thread's end of validate-in-thread.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { objectsOf, type ObjectsOfFile } from "../read-files.ts";
import { validateVersion, type Verdict, type VersionToValidate } from "../validate.ts";
import { NO_FILE, type FilesToRead, type Task, type WorkerData } from "./worker-data.ts";

const { terms, progress } = workerData as WorkerData;

parentPort!.on("message", (task: Task) => {
  parentPort!.postMessage("version" in task ? verdictOn(task.version) : read(task));
});

function verdictOn(version: VersionToValidate): Verdict {
  const indices = new Map(version.files.map(({ path }, index) => [path, index]));
  const onFile = (path: string | undefined) =>
    void Atomics.store(progress, 0, path === undefined ? NO_FILE : indices.get(path)!);
  onFile(undefined);
  const verdict = validateVersion(version, terms, { onFile });
  for (const { bytes } of version.files) free(bytes.buffer);
  return verdict;
}

function read({ files }: FilesToRead): [string, ObjectsOfFile][] {
  return files.map(({ path, bytes }) => [path, objectsOf(path, bytes, new Map())]);
}

/** At once: an idle thread collects no garbage. */
function free(memory: ArrayBufferLike): void {
  if (memory instanceof ArrayBuffer && !memory.detached) memory.transfer(0);
}
