import type { TestProject } from "vitest/node";
import { startPostgres } from "./support/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Undefined where PostgreSQL could not be started. */
    postgresUrl: string | undefined;
  }
}

/** Starts what suites share. Without PostgreSQL its half of them cannot run: a failure in CI, a loud skip elsewhere. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    const postgres = await startPostgres();
    project.provide("postgresUrl", postgres.url);
    return () => postgres.stop();
  } catch (error) {
    if (process.env["CI"]) throw error;
    console.error(
      `\nSKIPPED: everything on PostgreSQL, because it cannot be started here. ${String(error)}\n`,
    );
    project.provide("postgresUrl", undefined);
    return undefined;
  }
}
