/**
 * What answering costs at the least: a process with Koa and one handler, which returns the bytes that smithd answered
 * with. It asks smithd for them before.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import { answerMessages } from "./processes.ts";

/** What the floor learns from smithd. */
export interface Recording {
  url: string;
  paths: string[];
  headers: Record<string, string>;
}

interface Answer {
  headers: Record<string, string>;
  body: string;
}

/** What is settled for each connection and answer by Node. */
const BY_NODE = ["connection", "content-length", "date", "keep-alive"];

const answers = new Map<string, Answer>();

const app = new Koa();
app.use((ctx) => {
  const { headers, body } = answers.get(ctx.url)!;
  ctx.set(headers);
  ctx.body = body;
});
const server = createServer(app.callback()).listen(0, "127.0.0.1");
const listening = once(server, "listening");

/** Returns where it listens. */
answerMessages(async ({ url, paths, headers }: Recording): Promise<string> => {
  for (const path of paths) answers.set(path, await answerTo(url + path, headers));
  await listening;
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

async function answerTo(url: string, headers: Recording["headers"]): Promise<Answer> {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}.`);
  const kept = [...response.headers].filter(([name]) => !BY_NODE.includes(name));
  return { headers: Object.fromEntries(kept), body: await response.text() };
}
