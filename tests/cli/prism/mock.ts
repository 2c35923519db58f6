import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import { operationRoutes, streamRoutes } from "../../../generated/client.ts";
import type { Example, OperationName } from "./examples.ts";

export interface Mock {
  /** A smithd that answers one operation with this example, and every other with its first success. */
  urlFor(example: Pick<Example, "operation" | "status" | "name">): string;
  /** The operations that were asked of such a smithd. */
  askedOf(url: string): OperationName[];
  stop(): Promise<void>;
}

/** The blob storage of the contract's examples, which the mock stands for as well. */
const store = "https://deploysmith.example.com";

/**
 * Prism serving the contract, behind a proxy that asks it for one example by the `Prefer` header that the programs know
 * nothing of. A request that Prism finds invalid is answered with what is wrong with it.
 */
export async function startMock(): Promise<Mock> {
  const prism = await startPrism();
  const asked = new Map<string, OperationName[]>();
  const proxy = createServer((request, response) => {
    pass(prism.url, asked, request, response).catch((error: unknown) => response.destroy(error as Error));
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const own = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    urlFor: ({ operation, status, name }) => `${own}/${operation}/${status}/${name === "" ? "-" : name}`,
    askedOf: (url) => asked.get(new URL(url).pathname) ?? [],
    async stop() {
      proxy.closeAllConnections();
      proxy.close();
      await prism.stop();
    },
  };
}

async function startPrism(): Promise<{ url: string; stop(): Promise<void> }> {
  const cli = createRequire(import.meta.url).resolve("@stoplight/prism-cli");
  const args = [cli, "mock", "openapi.yaml", "--host", "127.0.0.1", "--port", "0"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const url = Promise.withResolvers<string>();
  const ended = once(child, "close");
  let said = "";
  const hear = (text: string) => {
    said += text;
    const [, found] = /is listening on (http:\S+)/.exec(said) ?? [];
    if (found !== undefined) url.resolve(found);
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
  void ended.then(() => url.reject(new Error(`Prism did not start:\n${said}`)));
  return {
    url: await url.promise,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

async function pass(
  prism: string,
  asked: Map<string, OperationName[]>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "GET", url = "/" } = request;
  const body = await buffer(request);
  const [, smithd = "", operation = "", status = "", name = "", rest = ""] =
    /^(\/(\w+)\/(\d+)\/([\w-]+))(\/.*)$/.exec(url) ?? [];
  if (rest.startsWith("/uploads/")) return void response.writeHead(200).end();
  const found = operationOf(method, rest);
  asked.set(smithd, [...(asked.get(smithd) ?? []), found]);
  const wanted = `code=${status}${name === "-" ? "" : `, example=${name}`}`;
  const answer = await fetch(prism + rest, {
    method,
    body: body.length > 0 ? body : null,
    headers: { ...headersOf(request), ...(found === operation ? { prefer: wanted } : {}) },
  });
  const violations = answer.headers.get("sl-violations");
  if (violations !== null) return void response.writeHead(418).end(`invalid by the contract: ${violations}`);
  const own = `http://${request.headers.host}${smithd}`;
  const text = (await answer.text()).replaceAll(`${store}/uploads/`, `${own}/uploads/`);
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(text);
}

const passed = ["authorization", "content-type", "prefer", "idempotency-key", "if-match", "if-none-match"];

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const given = passed.map((name) => [name, headers[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}

const routes = [
  ...Object.entries(operationRoutes),
  ...Object.entries(streamRoutes).map(([name, path]) => [name, { method: "get", path }] as const),
];

function operationOf(method: string, path: string): OperationName {
  const plain = path.split("?")[0]!.split("/");
  const found = routes.find(([, route]) => {
    const template = route.path.split("/");
    const fits = template.every((part, index) => part.startsWith("{") || part === plain[index]);
    return fits && template.length === plain.length && route.method === method.toLowerCase();
  });
  if (!found) throw new Error(`the contract has no ${method} ${path}`);
  return found[0] as OperationName;
}
