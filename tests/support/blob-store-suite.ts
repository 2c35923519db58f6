import { createHash, randomUUID } from "node:crypto";
import { request } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { BlobStore, UploadTicket } from "../../server/domain/ports.ts";

const contentOf = (bytes: Uint8Array) => ({
  size: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

const inFiveMinutes = () => Date.now() + 5 * 60_000;

/** Sends exactly these headers and bytes, as no well-behaved client would let one do. */
function put(url: string, headers: Record<string, string>, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "PUT", headers }, (response) => {
      void textOf(response).then(() => resolve(response.statusCode!), reject);
    });
    // A store may hang up on what it has refused already.
    sending.on("error", (error: NodeJS.ErrnoException) =>
      ["EPIPE", "ECONNRESET"].includes(error.code ?? "") ? resolve(400) : reject(error),
    );
    sending.end(bytes);
  });
}

const send = ({ url, headers }: UploadTicket, bytes: Uint8Array) => put(url, headers, bytes);

/** What every blob store does alike, whatever lies behind it. */
export function blobStoreSuite(open: () => BlobStore): void {
  const newKey = (name = "a.yaml") => `drafts/shop/v1+build.7/${randomUUID()}/${name}`;
  const bytes = Buffer.from("apiVersion: v1\nkind: ConfigMap\n");
  const others = Buffer.from("apiVersion: v1\nkind: ConfigMaps");

  const ticketFor = async (key: string, content = contentOf(bytes), until = inFiveMinutes()) =>
    open().signUpload(key, content, until);

  test("what is written is read, and only as what is expected", async () => {
    const key = newKey("environments/staging/deployment.yaml");
    expect(await open().has(key)).toBe(false);
    expect(await open().read(key, contentOf(bytes))).toBe("absent");
    await open().write(key, bytes);
    expect(await open().has(key)).toBe(true);
    expect(Buffer.from((await open().read(key, contentOf(bytes))) as Uint8Array)).toEqual(bytes);
    expect(await open().read(key, contentOf(others))).toBe("different");
    expect(await open().read(key, contentOf(Buffer.from("short")))).toBe("different");
  });

  test("an empty file, and one of a MiB of any bytes, come back as they went", async () => {
    for (const content of [
      Buffer.alloc(0),
      Buffer.from(Array.from({ length: 2 ** 20 }, (_, i) => (i * 31) % 256)),
    ]) {
      const key = newKey("data.bin");
      await open().write(key, content);
      expect(await open().read(key, contentOf(content))).toEqual(content);
    }
  });

  test("writing the same again is harmless, and other bytes never replace what is there", async () => {
    const key = newKey();
    await open().write(key, bytes);
    await open().write(key, bytes);
    await expect(open().write(key, others)).rejects.toMatchObject({ code: "blobs-unavailable" });
    expect(await open().read(key, contentOf(bytes))).toEqual(bytes);
  });

  test("of many writers of one key all succeed with the same bytes", async () => {
    const key = newKey();
    await Promise.all(Array.from({ length: 8 }, () => open().write(key, bytes)));
    expect(await open().read(key, contentOf(bytes))).toEqual(bytes);
  });

  test("removing removes, and what is not there is no error", async () => {
    const [one, two, never] = [newKey(), newKey(), newKey()];
    await open().write(one, bytes);
    await open().write(two, bytes);
    await open().remove([one, two, never]);
    await open().remove([one]);
    expect(await Promise.all([one, two].map((key) => open().has(key)))).toEqual([false, false]);
  });

  test("the storage answers that it is well", async () => {
    await open().check();
  });

  test("a signed URL takes the declared bytes, once", async () => {
    const key = newKey();
    const ticket = await ticketFor(key);
    expect(await send(ticket, bytes)).toBe(200);
    expect(await open().read(key, contentOf(bytes))).toEqual(bytes);
    expect(await send(ticket, bytes)).toBe(412);
  });

  test("an empty file can be uploaded", async () => {
    const key = newKey();
    expect(await send(await ticketFor(key, contentOf(Buffer.alloc(0))), Buffer.alloc(0))).toBe(200);
    expect(await open().read(key, contentOf(Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
  });

  test("of several uploads at the same moment one is taken", async () => {
    const ticket = await ticketFor(newKey());
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(ticket, bytes)));
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    // Which of the conditions was broken: 409 where both were on their way at once.
    expect(answers.filter((status) => status === 412 || status === 409)).toHaveLength(3);
  });

  const longer = Buffer.concat([bytes, bytes]);
  const withLength = (headers: Record<string, string>, length: number) => ({
    ...headers,
    "content-length": String(length),
  });
  test.each<[string, (ticket: UploadTicket) => Promise<number>]>([
    ["other bytes of the same size", (ticket) => send(ticket, others)],
    ["more bytes", ({ url, headers }) => put(url, withLength(headers, longer.length), longer)],
    ["fewer bytes", ({ url, headers }) => put(url, withLength(headers, 5), bytes.subarray(0, 5))],
    ["another key", (ticket) => send({ ...ticket, url: ticket.url.replace("a.yaml", "b.yaml") }, bytes)],
    [
      "another signature",
      (ticket) => send({ ...ticket, url: ticket.url.replace(/(ignature=)../, "$100") }, bytes),
    ],
    ["no signature", (ticket) => send({ ...ticket, url: ticket.url.replace(/\?.*/, "") }, bytes)],
  ])("%s is refused, and nothing lies there", async (_, attempt) => {
    const key = newKey();
    const ticket = await ticketFor(key);
    const status = await attempt(ticket);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await open().has(key)).toBe(false);
    expect(await open().has(key.replace("a.yaml", "b.yaml"))).toBe(false);
    // The declared bytes are still welcome.
    expect(await send(ticket, bytes)).toBe(200);
  });

  test("a URL ends when it says", async () => {
    const key = newKey();
    const ticket = await ticketFor(key, contentOf(bytes), Date.now() + 1000);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await send(ticket, bytes)).toBe(403);
    expect(await open().has(key)).toBe(false);
  });
}
