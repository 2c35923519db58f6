import type { TestProject } from "vitest/node";
import { orSkip } from "../support/or-skip.ts";
import { providePostgres } from "../support/provide-postgres.ts";
import { provideS3Servers } from "../support/s3/provide.ts";
import { kustomize } from "./kustomize.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Its file; undefined where it could not be built. */
    kustomize: string | undefined;
  }
}

/** Starts what suites share, and builds the tools that the heavier of them need, which takes Go. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("kustomize", await orSkip("what kustomize says", kustomize));
  const stops = await Promise.all([providePostgres(project), provideS3Servers(project, { build: true })]);
  return async () => void (await Promise.all(stops.map((stop) => stop())));
}
