import type { TestProject } from "vitest/node";
import { providePostgres } from "../support/provide-postgres.ts";

/** Starts what scenarios share: a PostgreSQL that nothing happens to. */
export default (project: TestProject): Promise<() => Promise<void>> => providePostgres(project);
