/** The thread's end of validate-in-thread.ts. */
import { parentPort } from "node:worker_threads";
import { validateVersion, type VersionToValidate } from "../validate.ts";

parentPort!.on("message", (version: VersionToValidate) => parentPort!.postMessage(validateVersion(version)));
