import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFaultProxy, type FaultProxy, type ProxiedRequest } from "../support/fault-proxy.ts";
import { first, hold, internalError, slowDown, type Fault } from "../support/faults.ts";
import { deleteObject, listKeys, makeBucket, putObject, readObject } from "../support/s3/bucket.ts";
import { s3Request } from "../support/s3/request.ts";
import { onEachS3Server } from "../support/s3/suite.ts";

const bytes = Buffer.from("apiVersion: v1\nkind: ConfigMap\n");
const isPut = ({ method }: ProxiedRequest) => method === "PUT";
const codeIn = (body: Buffer) => /<Code>(\w+)</.exec(body.toString())?.[1];

onEachS3Server((server) => {
  let bucket: string;
  beforeEach(async () => {
    bucket = await makeBucket(server());
  });

  describe("a bucket looked at directly", () => {
    test("an object is put over another, read and removed", async () => {
      expect(await readObject(server(), bucket, "a/b c.yaml")).toBeUndefined();
      await putObject(server(), bucket, "a/b c.yaml", Buffer.from("before"));
      await putObject(server(), bucket, "a/b c.yaml", bytes);
      expect(await readObject(server(), bucket, "a/b c.yaml")).toEqual(bytes);
      await deleteObject(server(), bucket, "a/b c.yaml");
      await deleteObject(server(), bucket, "a/b c.yaml");
      expect(await readObject(server(), bucket, "a/b c.yaml")).toBeUndefined();
    });

    test("all keys are listed, page by page", async () => {
      const keys = ["a&<b>.yaml", "d/1", "d/2", "d/e/3", "z"];
      for (const key of keys) await putObject(server(), bucket, key, bytes);
      expect(await listKeys(server(), bucket, 2)).toEqual(keys);
      expect(await listKeys(server(), await makeBucket(server()))).toEqual([]);
    });

    test("a wrong secret is refused, so that what passes was signed well", async () => {
      const stranger = { ...server(), secretAccessKey: "0".repeat(40) };
      await expect(makeBucket(stranger)).rejects.toThrow("403");
    });
  });

  describe("through the fault proxy", () => {
    let proxy: FaultProxy;
    beforeEach(async () => {
      proxy = await startFaultProxy(server().endpoint);
    });
    afterEach(() => proxy.close());

    const through = () => ({ ...server(), endpoint: proxy.endpoint });
    const put = (key = "a", signal?: AbortSignal) =>
      s3Request(through(), { method: "PUT", bucket, key, body: bytes }, signal);
    const get = (key = "a") => s3Request(through(), { method: "GET", bucket, key });
    const head = (key = "a") => s3Request(through(), { method: "HEAD", bucket, key });
    const stored = (key = "a") => readObject(server(), bucket, key);
    const always = (fault: Fault) => () => fault;

    test("without a fault everything passes unchanged", async () => {
      expect((await put()).status).toBe(200);
      expect(await stored()).toEqual(bytes);
      expect((await get()).body).toEqual(bytes);
      const { status, headers } = await head();
      expect([status, headers["content-length"]]).toEqual([200, String(bytes.length)]);
      expect(codeIn((await get("absent")).body)).toBe("NoSuchKey");
    });

    test("it is told of each request before and after, and waits", async () => {
      const seen: unknown[] = [];
      proxy.beforeForwarding = async ({ method, index }) => seen.push([method, index, await stored()]);
      proxy.afterAnswer = async (_, status) => seen.push([status, await stored()]);
      await put();
      await head("absent");
      expect(seen).toEqual([
        ["PUT", 0, undefined],
        [200, bytes],
        ["HEAD", 1, bytes],
        [404, bytes],
      ]);
    });

    test("faults strike as often as is said, and can be changed at any time", async () => {
      proxy.fault = first(2, slowDown, isPut);
      const statuses = [await get(), await put(), await put(), await put()].map(({ status }) => status);
      expect(statuses).toEqual([404, 503, 503, 200]);
      proxy.fault = ({ index, path }) => (index === 5 && path === `/${bucket}/a` ? internalError : undefined);
      expect([(await get()).status, (await get()).status, (await get()).status]).toEqual([200, 500, 200]);
      proxy.fault = undefined;
      expect((await get()).status).toBe(200);
    });

    test.each([
      [internalError, 500, "InternalError"],
      [slowDown, 503, "SlowDown"],
    ])("an answer of its own takes the place of the server's", async (fault, status, code) => {
      proxy.fault = always(fault);
      const answer = await put();
      expect([answer.status, codeIn(answer.body)]).toEqual([status, code]);
      expect((await head()).status).toBe(status);
      expect(await stored()).toBeUndefined();
    });

    test("a connection is reset before the server has the request", async () => {
      proxy.fault = always({ kind: "reset", when: "before" });
      await expect(put()).rejects.toMatchObject({ code: "ECONNRESET" });
      expect(await stored()).toBeUndefined();
    });

    test("a connection is reset after the request has landed", async () => {
      proxy.fault = always({ kind: "reset", when: "after" });
      await expect(put()).rejects.toMatchObject({ code: "ECONNRESET" });
      expect(await stored()).toEqual(bytes);
    });

    test.each(["before", "after"] as const)("a request stalls %s it is done, and goes on", async (when) => {
      proxy.fault = always({ kind: "stall", when, milliseconds: 300 });
      const startedAt = performance.now();
      const answer = put();
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(await stored()).toEqual(when === "before" ? undefined : bytes);
      expect((await answer).status).toBe(200);
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(299);
      expect(await stored()).toEqual(bytes);
    });

    test.each(["before", "after"] as const)("a request is held %s it is done", async (when) => {
      const { fault, reached, release } = hold(when, isPut);
      proxy.fault = fault;
      let isAnswered = false;
      const answer = put().finally(() => (isAnswered = true));
      await reached;
      // Others pass by.
      for (const key of ["b", "c", "d"]) expect((await put(key)).status).toBe(200);
      expect(isAnswered).toBe(false);
      expect(await stored()).toEqual(when === "before" ? undefined : bytes);
      release();
      expect((await answer).status).toBe(200);
      expect(await stored()).toEqual(bytes);
    });

    test("what waits still lands when its client has left", async () => {
      const { fault, reached, release } = hold("before", isPut);
      const landed = Promise.withResolvers<number>();
      proxy.fault = fault;
      proxy.afterAnswer = (_, status) => landed.resolve(status);
      const client = new AbortController();
      const answer = put("a", client.signal);
      await reached;
      client.abort();
      await expect(answer).rejects.toThrow("aborted");
      release();
      expect(await landed.promise).toBe(200);
      expect(await stored()).toEqual(bytes);
    });

    test("closing drops what is held", async () => {
      const { fault, reached, release } = hold("before");
      proxy.fault = fault;
      const answer = put();
      await Promise.all([reached.then(() => proxy.close()), expect(answer).rejects.toThrow()]);
      release();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await stored()).toBeUndefined();
    });

    test("an answer ends early, after half of what it announced", async () => {
      await put();
      proxy.fault = always({ kind: "truncate", announced: "all" });
      // Which of them depends on whether the server keeps connections.
      const code: unknown = expect.stringMatching(/^UND_ERR_(SOCKET|RES_CONTENT_LENGTH_MISMATCH)$/);
      await expect(get()).rejects.toMatchObject({ code });
    });

    test("an answer is only half, and looks whole", async () => {
      await put();
      proxy.fault = always({ kind: "truncate", announced: "less" });
      const { status, body } = await get();
      expect([status, body]).toEqual([200, bytes.subarray(0, bytes.length / 2)]);
    });

    test("a request ends early, and the server keeps none of it", async () => {
      proxy.fault = always({ kind: "interrupt" });
      await expect(put()).rejects.toMatchObject({ code: "ECONNRESET" });
      expect(await stored()).toBeUndefined();
    });

    test("a bit of an answer changes on its way", async () => {
      await put();
      proxy.fault = always({ kind: "flip", body: "answer" });
      const { status, body } = await get();
      expect([status, body.length]).toEqual([200, bytes.length]);
      const changes = [...body].map((byte, index) => byte ^ bytes[index]!);
      expect(changes.filter((change) => change !== 0)).toEqual([1]);
    });

    test("a bit of a request changes on its way, which the server notices", async () => {
      proxy.fault = always({ kind: "flip", body: "request" });
      expect((await put()).status).toBe(400);
      expect(await stored()).toBeUndefined();
    });
  });
});
