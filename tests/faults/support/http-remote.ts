import { execFileSync, spawn } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { readCgiAnswer, type CgiAnswer } from "./cgi-answer.ts";

/** One request of git's to the remote. */
export interface Exchange {
  /** The first segment of its path: which replica asks. */
  from: string;
  service: "fetch" | "push";
  /** git asks for refs first, and then for what it came for. */
  step: "refs" | "data";
}

export type HttpFault =
  | { kind: "status"; status: number }
  /** The remote does what it was asked for, and the connection ends before or in the middle of the answer. */
  | { kind: "lose-answer" | "cut-answer" }
  /** The connection ends when half of the request has arrived, which the remote sees as well. */
  | { kind: "cut-request" }
  /** The request waits before the remote sees it, which then does it even if nobody waits any more; or its answer waits. */
  | { kind: "hold-request" | "hold-answer"; until: Promise<unknown>; reached?: () => void }
  /** The answer comes a few bytes at a time. */
  | { kind: "trickle" };

export interface HttpRemote {
  /** For one replica. */
  urlFor(replica: string): string;
  /** What goes wrong with a request; may be set at any time. */
  fault: ((exchange: Exchange) => HttpFault | undefined) | undefined;
  /** Tokens that are let in; everybody is where undefined. */
  tokens: Set<string> | undefined;
  /** Nothing listens any more, and what is on its way is cut off. */
  disappear(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the bare repositories of a folder over smart HTTP, as hosts do, with `git http-backend`. */
export async function startHttpRemote(folder: string): Promise<HttpRemote> {
  const backend = join(execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim(), "git-http-backend");
  const closing = new AbortController();
  let server: Server | undefined;
  let port = 0;

  const run = (request: IncomingMessage, path: string, query: string, body: Buffer): Promise<CgiAnswer> => {
    const header = (name: string) => request.headers[name]?.toString();
    const env = {
      PATH: process.env["PATH"],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: "1",
      REQUEST_METHOD: request.method,
      PATH_INFO: path,
      QUERY_STRING: query,
      CONTENT_TYPE: header("content-type"),
      CONTENT_LENGTH: String(body.length),
      HTTP_CONTENT_ENCODING: header("content-encoding"),
      GIT_PROTOCOL: header("git-protocol"),
    };
    const child = spawn(backend, { env, stdio: ["pipe", "pipe", "ignore"] });
    child.stdin.on("error", () => "It ended before it had read everything.");
    child.stdin.end(body);
    return buffer(child.stdout).then(readCgiAnswer);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url!, "http://remote");
    const [, from = "", path = ""] = /^\/([^/]+)(\/.*)$/.exec(url.pathname) ?? [];
    const body = await buffer(request);
    if (!isLetIn(request, remote.tokens))
      return void response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
    const service = `${path}${url.search}`.includes("git-receive-pack") ? "push" : "fetch";
    const exchange: Exchange = { from, service, step: path.endsWith("/info/refs") ? "refs" : "data" };
    const fault = remote.fault?.(exchange);
    if (fault?.kind === "status") return void response.writeHead(fault.status).end();
    if (fault?.kind === "hold-request") await held(fault, closing.signal);
    const sent = fault?.kind === "cut-request" ? body.subarray(0, Math.floor(body.length / 2)) : body;
    const { status, headers, bytes } = await run(request, path, url.search.slice(1), sent);
    if (fault?.kind === "hold-answer") await held(fault, closing.signal);
    if (fault?.kind === "lose-answer" || fault?.kind === "cut-request")
      return void response.socket?.destroy();
    response.writeHead(status, { ...headers, "content-length": bytes.length });
    if (fault?.kind === "trickle") return trickle(response, bytes);
    if (fault?.kind !== "cut-answer") return void response.end(bytes);
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
    response.socket?.destroySoon();
  };

  const listen = async () => {
    const next = createServer((request, response) => {
      answer(request, response).catch(() => void response.socket?.destroy());
    });
    await new Promise<void>((resolve, reject) =>
      next.once("error", reject).listen(port, "127.0.0.1", resolve),
    );
    port = (next.address() as AddressInfo).port;
    server = next;
  };
  const disappear = async () => {
    const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    server?.closeAllConnections();
    server = undefined;
    await closed;
  };
  await listen();
  const remote: HttpRemote = {
    urlFor: (replica) => `http://127.0.0.1:${port}/${replica}/remote.git`,
    fault: undefined,
    tokens: undefined,
    disappear,
    comeBack: listen,
    async close() {
      closing.abort();
      await disappear();
    },
  };
  return remote;
}

function isLetIn({ headers }: IncomingMessage, tokens: Set<string> | undefined): boolean {
  const [, credentials = ""] = /^Basic (.*)$/.exec(headers.authorization ?? "") ?? [];
  return (
    tokens === undefined || tokens.has(Buffer.from(credentials, "base64").toString().split(":")[1] ?? "")
  );
}

/** Once it was reached it goes on when it is let go, whoever waits for its answer; but not for longer than the scenario. */
function held({ reached, until }: { until: Promise<unknown>; reached?: () => void }, signal: AbortSignal) {
  reached?.();
  const closed = new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(new Error("closed"))),
  );
  return Promise.race([until, closed]);
}

async function trickle(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed; at += 4) {
    response.write(bytes.subarray(at, at + 4));
    await sleep(50);
  }
  response.end();
}
