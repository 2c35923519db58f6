import { createHash } from "node:crypto";
import type { BlobContent } from "../../domain/ports.ts";

/** Whether bytes are exactly what was declared. */
export const isContent = (bytes: Uint8Array, { size, sha256 }: BlobContent) =>
  bytes.length === size && createHash("sha256").update(bytes).digest("hex") === sha256;
