import { connect, type Client } from "../../../clients/client.ts";
import { isProblem } from "../../../clients/problems.ts";
import type { VersionFiles } from "../../../cli-forge/prepare.ts";
import { publishVersion } from "../../../cli-forge/publish/publish-version.ts";
import { startFaultProxy, type FaultProxy, type ProxiedRequest } from "../fault-proxy.ts";
import type { Fault } from "../faults.ts";
import { configMap, filesOf } from "../publish.ts";
import type { S3Server } from "./s3-server.ts";
import { startSmithdOnS3, type SmithdOnS3 } from "./smithd-on-s3.ts";

export interface FaultySmithd extends SmithdOnS3 {
  proxy: FaultProxy;
  /** Repeats nothing: each problem is heard. */
  client: Client;
  /** What goes wrong with the objects of an app; nothing where it is not there. */
  faults: Map<string, (request: ProxiedRequest) => Fault | undefined>;
}

/** A smithd, and those who upload, that reach their bucket through a proxy. Each app has faults of its own. */
export async function startFaultySmithd(server: S3Server): Promise<FaultySmithd> {
  const proxy = await startFaultProxy(server.endpoint);
  const world = await startSmithdOnS3(server, { endpoint: proxy.endpoint });
  const faults: FaultySmithd["faults"] = new Map();
  // /<bucket>/<drafts or published>/<app>/…
  proxy.fault = (request) => faults.get(request.path.split("/")[3] ?? "")?.(request);
  const { url, apiKey } = world.smithd;
  return {
    ...world,
    proxy,
    faults,
    client: connect({ url, apiKey, userAgent: "tests", patienceMs: 0, timeoutMs: 60_000 }),
    async stop() {
      await world.stop();
      await proxy.close();
    },
  };
}

/** What a pipeline publishes: three files, so that some of them succeed where others fail. */
export function versionOf(app: string): VersionFiles & { texts: Record<string, string> } {
  const files = { "config.yaml": configMap(app), "more/another.yaml": configMap(`${app}-2`) };
  const texts = filesOf({ app, version: "v1", files });
  const bytesOf = ([path, text]: [string, string]) => ({ path, bytes: Buffer.from(text) });
  return { app, version: "v1", texts, files: Object.entries(texts).map(bytesOf) };
}

/** As `forge publish` does it. */
export const forgePublish = (client: Client, version: VersionFiles) =>
  publishVersion(client, version, {
    acceptUnknownFields: false,
    signal: new AbortController().signal,
    onProgress: () => {},
  });

/** The status of a version; "none" where its draft was never made. */
export async function statusOf(client: Client, { app, version }: VersionFiles): Promise<string> {
  try {
    return (await client.versionView({ path: { app, version } })).status;
  } catch (error) {
    if (isProblem(error, "version-unknown")) return "none";
    throw error;
  }
}
