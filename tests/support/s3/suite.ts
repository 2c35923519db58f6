import { describe, inject } from "vitest";
import type { S3Server } from "./s3-server.ts";
import { NAMES } from "./servers.ts";

/** Runs one suite on each real S3 server; skipped on one that is not there, where its function must not be called. */
export function onEachS3Server(suite: (server: () => S3Server) => void): void {
  for (const name of NAMES) {
    const server = inject("s3Servers").find((candidate) => candidate.name === name);
    describe.skipIf(!server)(`on ${name}`, () => suite(() => server!));
  }
}
