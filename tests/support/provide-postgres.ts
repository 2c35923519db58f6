import type { TestProject } from "vitest/node";
import { orSkip } from "./or-skip.ts";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Undefined where PostgreSQL could not be started. */
    postgresUrl: string | undefined;
  }
}

/** Starts PostgreSQL for all suites. Resolves to what stops it. */
export async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await orSkip("everything on PostgreSQL", () => startPostgres());
  project.provide("postgresUrl", postgres?.url);
  return async () => postgres?.stop();
}
