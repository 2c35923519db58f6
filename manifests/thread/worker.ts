/** The thread's end of validate-in-thread.ts. */
import { parentPort } from "node:worker_threads";
import { validateVersion, type VersionToValidate } from "../validate.ts";

parentPort!.on("message", (version: VersionToValidate) => {
  parentPort!.postMessage(validateVersion(version));
  for (const { bytes } of version.files) free(bytes.buffer);
});

/** At once: an idle thread collects no garbage. */
function free(memory: ArrayBufferLike): void {
  if (memory instanceof ArrayBuffer && !memory.detached) memory.transfer(0);
}
