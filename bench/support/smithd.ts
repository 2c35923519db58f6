import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type Client } from "../../clients/client.ts";
import { isProblem } from "../../clients/problems.ts";
import { startSmithd, type RunningSmithd } from "../../scripts/demo/programs.ts";
import { finished, publish } from "../../tests/support/publish.ts";
import { NAMESPACE, sourceOf } from "./apps.ts";
import { environments } from "./gitops.ts";

export interface Job {
  app: string;
  version: string;
  environment: string;
}

export interface Accepted {
  id: string;
  /** When the request was sent and when its 202 arrived, by performance.now(). */
  sentAt: number;
  acceptedAt: number;
}

export interface Smithd {
  /** Registers an app and publishes versions of it. */
  offer(app: string, versions: string[]): Promise<void>;
  deploy(job: Job): Promise<Accepted>;
  /** Resolves with the commit once a deployment has ended well. */
  deployed(id: string): Promise<string>;
  /** Resolves once smithd has seen the remote's head and nothing is under way in it. */
  settle(): Promise<void>;
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

/** One on SQLite and disk blobs that writes to a remote. */
export async function smithdOn(remote: string, folder: string): Promise<Smithd> {
  const data = join(folder, "data");
  mkdirSync(data);
  const { url, stop } = await launch(remote, data);
  let answeredAt = 0;
  // The body of an answer is read and parsed after it has arrived.
  const timedFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    answeredAt = performance.now();
    return response;
  };
  const apiKey = readFileSync(join(data, "first-api-key"), "utf8").trim();
  const client = connect({ url, apiKey, userAgent: "bench", fetch: timedFetch });
  return {
    stop,
    async offer(app, versions) {
      await client.appRegister({ body: { name: app, namespace: NAMESPACE } });
      for (const version of versions) await publish(client, sourceOf(app, version));
    },
    async deploy({ app, version, environment }) {
      const sentAt = performance.now();
      const { id } = await client.deploymentCreate({ path: { app }, body: { version, environment } });
      return { id, sentAt, acceptedAt: answeredAt };
    },
    deployed: (id) => commitOf(client, id),
    settle: () => settle(client),
  };
}
async function commitOf(client: Client, id: string): Promise<string> {
  const { status, failure, commit } = await finished(client, { id });
  if (status !== "deployed") throw new Error(`A deployment ended ${status}: ${failure?.detail ?? ""}`);
  return commit!;
}

/**
 * Before it says that there is no such environment, smithd asks the remote; and it does that after whatever tidying of
 * its mirror the last deployment set off.
 */
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
