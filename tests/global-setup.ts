import type { TestProject } from "vitest/node";
import { providePostgres } from "./support/provide-postgres.ts";
import { provideS3Servers } from "./support/s3/provide.ts";

/** Starts what suites share, as far as it is there without building anything. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stops = await Promise.all([providePostgres(project), provideS3Servers(project, { build: false })]);
  return async () => void (await Promise.all(stops.map((stop) => stop())));
}
