import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Upload } from "../../generated/api.ts";
import { uploadAll } from "./upload-all.ts";

type Answer = [status: number, body?: string];

/** A store over HTTP that gives each path its next answer, the last one for ever, and keeps what arrives. */
const answers = new Map<string, Answer[]>();
const stored = new Map<string, { body: string; authorization: string | undefined }>();
const store = createServer(async (request: IncomingMessage, response: ServerResponse) => {
  const path = request.url!.split("?")[0]!;
  const body = await text(request);
  const left = answers.get(path) ?? [[200]];
  const [status, words = ""] = left.length > 1 ? left.shift()! : left[0]!;
  if (status === 200) stored.set(path, { body, authorization: request.headers.authorization });
  response.writeHead(status, { "content-type": "application/xml" }).end(words);
});
let origin: string;
beforeAll(async () => {
  store.listen(0, "127.0.0.1");
  await once(store, "listening");
  origin = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
});
afterAll(() => {
  store.closeAllConnections();
  store.close();
});

const uploadOf = (path: string): Upload => ({
  path,
  method: "PUT",
  url: `${origin}/${path}?signature=secret`,
  headers: { "content-length": "5" },
  expiresAt: "2026-11-23T10:20:00Z",
});

async function send(paths: string[], renew: () => Promise<Upload[]> = async () => paths.map(uploadOf)) {
  const progress: string[] = [];
  await uploadAll({
    uploads: paths.map(uploadOf),
    bytesOf: (path) => Buffer.from(path.slice(0, 5)),
    renew,
    signal: new AbortController().signal,
    onProgress: (done, total) => void progress.push(`${done}/${total}`),
  });
  return progress;
}

test("every file arrives, counted, and none with credentials", async () => {
  const paths = Array.from({ length: 20 }, (_, index) => `all-${10 + index}.yaml`);
  expect(await send(paths)).toEqual(paths.map((_, index) => `${index + 1}/20`));
  for (const path of paths)
    expect(stored.get(`/${path}`)).toEqual({ body: path.slice(0, 5), authorization: undefined });
});

test.each<[string, Answer[]]>([
  ["that is overloaded for a while", [[503], [500], [409], [200]]],
  ["that has the file from an earlier attempt", [[412]]],
  ["that refuses an old URL", [[403], [200]]],
  ["whose signer's credentials have ended", [[400, "<Error><Code>ExpiredToken</Code></Error>"], [200]]],
])("a store %s is satisfied in the end", async (what, steps) => {
  const path = `${what.replaceAll(" ", "-")}.yaml`;
  answers.set(`/${path}`, steps);
  expect(await send([path])).toEqual(["1/1"]);
});

test("a file that is not among the fresh URLs has arrived", async () => {
  answers.set("/gone.yaml", [[403]]);
  expect(await send(["gone.yaml"], async () => [])).toEqual(["1/1"]);
});

const expired = "<Error><Code>AccessDenied</Code><Message>Request has \x1b[31mexpired</Message></Error>";

test("fresh URLs that are refused too end with the store's last words, and without the signature", async () => {
  answers.set("/refused.yaml", [[403, expired]]);
  const message = `refused.yaml could not be uploaded. ${origin} answered 403: Request has expired Fresh URLs were refused too.`;
  await expect(send(["refused.yaml"])).rejects.toMatchObject({
    message,
    next: expect.stringContaining("clocks") as string,
  });
});

test("a refusal that no repetition solves ends it at once, with what to do", async () => {
  answers.set("/large.yaml", [[400, "<Error><Message>EntityTooLarge</Message></Error>"]]);
  await expect(send(["large.yaml"])).rejects.toMatchObject({
    message: `large.yaml could not be uploaded. ${origin} answered 400: EntityTooLarge`,
    next: "Show this answer of the blob storage to smithd's operators.",
  });
  answers.set("/proxied.yaml", [[413, "<title>Too large</title>"]]);
  await expect(send(["proxied.yaml"])).rejects.toMatchObject({
    next: expect.stringContaining("A proxy in front of smithd limits the size") as string,
  });
});
