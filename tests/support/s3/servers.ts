import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import { goTool } from "../go-tool.ts";
import { s3Request } from "./request.ts";
import type { S3Server } from "./s3-server.ts";

export interface RunningS3Server extends S3Server {
  stop(): Promise<void>;
}

export interface S3ServerOptions {
  /** Files, as PEM; the endpoint is then https, on 127.0.0.1. */
  tls?: { cert: string; key: string };
  /** Below it the first label of the host is the bucket, beside buckets in the path. */
  virtualHostDomain?: string;
}

export const MODULES = {
  versitygw: "github.com/versity/versitygw/cmd/versitygw@v1.8.0",
  MinIO: "github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c",
} as const;

export const NAMES = Object.keys(MODULES) as S3Server["name"][];

interface Launch {
  args: string[];
  env: Record<string, string>;
}

const launches: Record<
  S3Server["name"],
  (server: S3Server, folder: string, options: S3ServerOptions) => Promise<Launch>
> = {
  async versitygw({ accessKeyId, secretAccessKey, region, endpoint }, folder, { tls, virtualHostDomain }) {
    await mkdir(join(folder, "data"));
    const listen = ["--port", new URL(endpoint).host, "--region", region, "--quiet"];
    const certificate = tls ? ["--cert", tls.cert, "--key", tls.key] : [];
    const domain = virtualHostDomain ? ["--virtual-domain", virtualHostDomain] : [];
    return {
      args: [...listen, ...certificate, ...domain, "posix", join(folder, "data")],
      env: { ROOT_ACCESS_KEY_ID: accessKeyId, ROOT_SECRET_ACCESS_KEY: secretAccessKey },
    };
  },
  async MinIO({ accessKeyId, secretAccessKey, region, endpoint }, folder, { tls, virtualHostDomain }) {
    const certificates = join(folder, "certificates");
    await mkdir(certificates);
    // It reads them from there by these names only.
    if (tls) await cp(tls.cert, join(certificates, "public.crt"));
    if (tls) await cp(tls.key, join(certificates, "private.key"));
    const listen = ["server", "--quiet", "--address", new URL(endpoint).host, "--certs-dir", certificates];
    return {
      args: [...listen, join(folder, "data")],
      env: {
        MINIO_ROOT_USER: accessKeyId,
        MINIO_ROOT_PASSWORD: secretAccessKey,
        MINIO_SITE_REGION: region,
        MINIO_UPDATE: "off",
        MINIO_BROWSER: "off",
        MINIO_CALLHOME_ENABLE: "off",
        ...(virtualHostDomain && { MINIO_DOMAIN: virtualHostDomain }),
      },
    };
  },
};

/**
 * Starts a real S3 server on a free port of loopback, in a temporary folder, with credentials of its own. It must have
 * been built (go-tool.ts). Rejects with what it printed where it does not start.
 */
export async function startS3Server(
  name: S3Server["name"],
  options: S3ServerOptions = {},
): Promise<RunningS3Server> {
  const file = await goTool(MODULES[name], { build: false });
  if (!file) throw new Error(`${name} is not there; \`npm run test:full\` builds it.`);
  const server = await describe(name, options);
  const folder = await mkdtemp(join(tmpdir(), "deploysmith-s3-"));
  const { args, env } = await launches[name](server, folder, options);
  // Nothing else of the environment: whoever runs the tests may have settings for a server of theirs.
  const child = spawn(file, args, { env: { PATH: process.env["PATH"], HOME: folder, ...env } });
  const stop = stopping(child, folder);
  await answering(server, child).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { ...server, stop };
}

const describe = async (name: S3Server["name"], { tls }: S3ServerOptions): Promise<S3Server> => ({
  name,
  endpoint: `${tls ? "https" : "http"}://127.0.0.1:${await freePort()}`,
  region: "us-east-1",
  accessKeyId: randomBytes(10).toString("hex"),
  secretAccessKey: randomBytes(20).toString("hex"),
});

function stopping(child: ChildProcess, folder: string): () => Promise<void> {
  const exited = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  const kill = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  // Also where the tests are interrupted: nobody would end it otherwise.
  process.once("exit", kill);
  return async () => {
    process.removeListener("exit", kill);
    child.kill("SIGKILL");
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
}

const PATIENCE = 30_000;

/** Asks with its own credentials: another server that took the port in the meantime would not do. */
async function answering(server: S3Server, child: ChildProcess): Promise<void> {
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => printed.push(String(text)));
  let problem = "";
  child.once("error", (error) => (problem = String(error)));
  child.once("exit", (code, signal) => (problem ||= `it ended (${code ?? signal})`));
  const until = performance.now() + PATIENCE;
  while (problem === "" && performance.now() < until) {
    const answer = await s3Request(server, { method: "GET" }).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(50);
  }
  throw new Error(
    `${server.name} did not start: ${problem || "no answer"}\n${printed.join("").slice(-4000)}`,
  );
}
