import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { cut, errorAnswer, flipped, type Answer, type Fault, type When } from "./faults.ts";

export interface ProxiedRequest {
  method: string;
  /** As it was sent, with its query. */
  path: string;
  /** Counted from 0 since the proxy was started. */
  index: number;
}

export interface FaultProxy {
  /** Takes the place of the server's. */
  endpoint: string;
  /** What goes wrong with a request; may be set at any time, and holds for requests that arrive from then on. */
  fault?: ((request: ProxiedRequest) => Fault | undefined) | undefined;
  /** Called, and waited for, before a request goes on to the server. */
  beforeForwarding?: ((request: ProxiedRequest) => unknown) | undefined;
  /** Called, and waited for, once the server has answered and before its answer goes back. */
  afterAnswer?: ((request: ProxiedRequest, status: number) => unknown) | undefined;
  /** Drops what is on its way. */
  close(): Promise<void>;
}

/**
 * Stands between an HTTP client and one server, where networks and servers fail. Requests and answers pass unchanged,
 * their Host header too, so that signatures stay good. Bodies are held whole in memory.
 */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let count = 0;
  const closing = new AbortController();
  const server = createServer((request, response) => {
    const asked = { method: request.method!, path: request.url!, index: count++ };
    // The client has left, the server is away, or the proxy is being closed.
    pass(asked, request, response).catch(() => void response.socket?.destroy());
  });

  async function pass(asked: ProxiedRequest, request: IncomingMessage, response: ServerResponse) {
    const fault = proxy.fault?.(asked);
    const body = await buffer(request);
    if (fault?.kind === "answer") return send(response, errorAnswer(fault));
    if (!(await reaches(fault, "before", response))) return;
    await proxy.beforeForwarding?.(asked);
    if (fault?.kind === "interrupt") return interrupt(target, request, response, body);
    const sent = fault?.kind === "flip" && fault.body === "request" ? flipped(body) : body;
    const answer = await forward(target, request, sent, closing.signal);
    await proxy.afterAnswer?.(asked, answer.status);
    if (await reaches(fault, "after", response)) answerWith(fault, response, answer);
  }

  /** False where the connection was reset. What waits goes on even if the client has left: it was on its way already. */
  async function reaches(fault: Fault | undefined, when: When, response: ServerResponse): Promise<boolean> {
    if (!fault || !("when" in fault) || fault.when !== when) return true;
    if (fault.kind === "stall") await sleep(fault.milliseconds, undefined, { signal: closing.signal });
    if (fault.kind === "hold") await held(fault, closing.signal);
    if (fault.kind === "reset") response.socket?.resetAndDestroy();
    return fault.kind !== "reset";
  }

  // A connection that ends just when it is used again would be a fault that nobody asked for.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: FaultProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      closing.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}

function held({ reached, until }: Extract<Fault, { kind: "hold" }>, signal: AbortSignal): Promise<unknown> {
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }),
  );
  reached();
  return Promise.race([until, aborted]);
}

/** Over a connection of its own: one that was kept could end at the same moment, and look like a fault. */
function forward(
  target: string,
  { method, url, rawHeaders }: IncomingMessage,
  body: Buffer,
  signal: AbortSignal,
): Promise<Answer> {
  const { hostname, port } = new URL(target);
  const options = { hostname, port, method, path: url, headers: rawHeaders, agent: false, signal };
  return new Promise((resolve, reject) => {
    const forwarded = httpRequest(options, (answer) => {
      const { statusCode, statusMessage = "", rawHeaders: headers } = answer;
      buffer(answer).then(
        (whole) => resolve({ status: statusCode!, message: statusMessage, headers, body: whole }),
        reject,
      );
    });
    forwarded.on("error", reject);
    forwarded.end(body);
  });
}

/** The server has time to take what did arrive for the whole. */
async function interrupt(
  target: string,
  { method, url, rawHeaders }: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  const { hostname, port } = new URL(target);
  const forwarded = httpRequest({ hostname, port, method, path: url, headers: rawHeaders, agent: false });
  forwarded.on("error", () => "It was cut off.").on("response", (answer) => answer.resume());
  forwarded.write(body.subarray(0, Math.floor(body.length / 2)));
  await sleep(50);
  forwarded.destroy();
  response.socket?.resetAndDestroy();
}

function answerWith(fault: Fault | undefined, response: ServerResponse, answer: Answer): void {
  if (fault?.kind === "flip" && fault.body === "answer")
    return send(response, { ...answer, body: flipped(answer.body) });
  if (fault?.kind !== "truncate") return send(response, answer);
  const shorter = cut(answer);
  if (fault.announced === "less") return send(response, shorter);
  response.writeHead(answer.status, answer.message, answer.headers);
  response.write(shorter.body);
  response.socket?.destroySoon();
}

function send(response: ServerResponse, { status, message, headers, body }: Answer): void {
  response.sendDate = false;
  response.writeHead(status, message, headers).end(body);
}
