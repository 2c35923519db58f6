import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { connect, type Client } from "../../clients/client.ts";
import { isProblem } from "../../clients/problems.ts";
import { startSmithd, type RunningSmithd } from "../../scripts/demo/programs.ts";
import { inTurns } from "../../server/domain/in-turns.ts";
import type { DatabaseConfig } from "../../server/config.ts";
import { finished, publish } from "../../tests/support/publish.ts";
import { NAMESPACE, sourceOf } from "./apps.ts";
import { dist } from "./built.ts";
import { openUp } from "./databases.ts";
import { environments } from "./gitops.ts";
import { processWith, resident } from "./resident.ts";

export interface Job {
  app: string;
  version: string;
  environment: string;
}

export interface Accepted {
  id: string;
  /** When the request was sent and when its answer arrived, by performance.now(). */
  sentAt: number;
  answeredAt: number;
}

export interface Smithd {
  url: string;
  headers: Record<string, string>;
  client: Client;
  /** Registers apps and publishes versions of each, the same of all before the next. */
  offer(apps: string[], versions: string[]): Promise<void>;
  /** Asks for a deployment; with `wait` it is answered once that has ended. */
  deploy(job: Job, options?: { wait: boolean }): Promise<Accepted>;
  /** Resolves with the commit once a deployment has ended well. */
  deployed(id: string): Promise<string>;
  /** Resolves once smithd has seen the remote's head and nothing is under way in it. */
  settle(): Promise<void>;
  /** MiB that the process holds in memory (Linux). */
  memory(): number;
  stop(): Promise<void>;
}

/**
 * A smithd as a process of its own, as it runs anywhere. It runs from its sources, unless told otherwise: they are never
 * older than what is to be measured, and once it is up it is as fast as the bundle.
 */
export function launch(
  remote: string,
  dataFolder: string,
  settings: Record<string, string> = {},
  file = join(import.meta.dirname, "..", "..", "server", "main.ts"),
): Promise<RunningSmithd> {
  const env = {
    PATH: process.env["PATH"],
    HOME: dataFolder,
    SMITHD_DATA_DIR: dataFolder,
    SMITHD_LISTEN: "127.0.0.1:0",
    SMITHD_GITOPS_URL: `file://${remote}`,
    ...settings,
  };
  return startSmithd(env, dataFolder, file);
}

export interface Place {
  remote: string;
  /** A data folder of its own. */
  data: string;
  /** SQLite in the data folder where absent. */
  database?: DatabaseConfig;
}

/** The built one (built.ts), with disk blobs, that writes to a remote. */
export async function smithdOn({ remote, data, database }: Place): Promise<Smithd> {
  mkdirSync(data, { recursive: true });
  const apiKey = await openUp(database ?? { kind: "sqlite", file: join(data, "smithd.db") });
  const settings = database?.kind === "postgres" ? { SMITHD_DATABASE_URL: database.url } : {};
  const { url, stop } = await launch(remote, data, settings, dist("smithd", "smithd.js"));
  let answeredAt = 0;
  // The body of an answer is read and parsed after it has arrived.
  const timedFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    answeredAt = performance.now();
    return response;
  };
  const client = connect({ url, apiKey, userAgent: "bench", fetch: timedFetch });
  return {
    ...{ url, client, stop },
    headers: { authorization: `Bearer ${apiKey}` },
    offer: (apps, versions) => offer(client, apps, versions),
    async deploy({ app, version, environment }, { wait } = { wait: false }) {
      const sentAt = performance.now();
      const { id } = await client.deploymentCreate({
        path: { app },
        body: { version, environment },
        ...(wait && { header: { Prefer: "wait=30" } }),
      });
      return { id, sentAt, answeredAt };
    },
    deployed: (id) => commitOf(client, id),
    settle: () => settle(client),
    memory: () => resident(processWith("SMITHD_DATA_DIR", data)).now,
  };
}

/** How many publish at the same time, where that is not measured. */
const PUBLISHERS = 8;

async function offer(client: Client, apps: string[], versions: string[]): Promise<void> {
  await inTurns(apps, PUBLISHERS, (name) => client.appRegister({ body: { name, namespace: NAMESPACE } }));
  for (const version of versions)
    await inTurns(apps, PUBLISHERS, (app) => publish(client, sourceOf(app, version)));
}

async function commitOf(client: Client, id: string): Promise<string> {
  const { status, failure, commit } = await finished(client, { id });
  if (status !== "deployed") throw new Error(`A deployment ended ${status}: ${failure?.detail ?? ""}`);
  return commit!;
}

/** Before it says that there is no such environment, smithd asks the remote. */
async function settle(client: Client): Promise<void> {
  try {
    await client.deploymentCreate({ path: { app: PROBE }, body: { version: "v1", environment: "nowhere" } });
  } catch (error) {
    if (isProblem(error, "environment-unknown")) return;
    throw error;
  }
  throw new Error("There is an environment `nowhere`.");
}

/** Registered first, and never deployed. */
export const PROBE = "probe";

/** One app after another, first everywhere its first version, then everywhere its second: nothing ever goes back. */
export const jobsOf = (apps: string[], versions: string[]): Job[] =>
  versions.flatMap((version) =>
    environments.flatMap((environment) => apps.map((app) => ({ app, version, environment }))),
  );
