import { createHash } from "node:crypto";
import type { ObjectFormat } from "./mirror.ts";

/** The id under which git knows an object. */
export const objectId = (format: ObjectFormat, type: "commit" | "tree" | "blob", content: Uint8Array) =>
  createHash(format).update(`${type} ${content.length}\0`).update(content).digest("hex");
