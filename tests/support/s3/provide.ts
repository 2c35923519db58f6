import type { TestProject } from "vitest/node";
import { goTool } from "../go-tool.ts";
import { orSkip } from "../or-skip.ts";
import type { S3Server } from "./s3-server.ts";
import { MODULES, NAMES, startS3Server, type RunningS3Server } from "./servers.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Those that run; each suite makes its own bucket on one. */
    s3Servers: S3Server[];
  }
}

/**
 * Starts the S3 servers for all suites. Resolves to what stops them. They take minutes to build: without `build` those
 * that were not built yet are done without, which is no failure.
 */
export async function provideS3Servers(
  project: TestProject,
  { build }: { build: boolean },
): Promise<() => Promise<void>> {
  const started = await Promise.all(NAMES.map((name) => (build ? built(name) : ifBuilt(name))));
  const running = started.filter((server) => server !== undefined);
  project.provide("s3Servers", running.map(plainly));
  return async () => void (await Promise.all(running.map((server) => server.stop())));
}

/** Without what cannot be handed to another process. */
const plainly = ({ name, endpoint, region, accessKeyId, secretAccessKey }: S3Server): S3Server => ({
  name,
  endpoint,
  region,
  accessKeyId,
  secretAccessKey,
});

type Name = S3Server["name"];

const built = (name: Name) =>
  orSkip(`everything on ${name}`, async () => {
    await goTool(MODULES[name]);
    return startS3Server(name);
  });

async function ifBuilt(name: Name): Promise<RunningS3Server | undefined> {
  if (await goTool(MODULES[name], { build: false })) return built(name);
  console.error(
    `\nSKIPPED: everything on ${name}, which is not there yet: \`npm run test:full\` builds it.\n`,
  );
  return undefined;
}
