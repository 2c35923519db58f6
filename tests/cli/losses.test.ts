import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishVersion } from "../../cli-forge/publish/publish-version.ts";
import type { Client } from "../../generated/client.ts";
import { sqlite } from "../support/engines.ts";
import { configMap, draft, filesOf, finished, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { runHere } from "./in-process.ts";
import { settingsOf, smithctl } from "./run.ts";

let smithd: TestSmithd;
beforeAll(async () => {
  smithd = await startTestSmithd(sqlite);
  await smithd.client.appRegister({ body: { name: "api-service", namespace: "shop" } });
  await publish(smithd.client);
});
afterAll(async () => {
  await smithd.stop();
  await removeTemporaryFolders();
});

/** A proxy in front of smithd that passes requests on, and loses the answers to those that `loses` picks. */
async function proxy(loses: (request: IncomingMessage) => boolean) {
  const server = createServer(async (request, response) => {
    const { method = "GET", url = "/", headers } = request;
    const body = method === "GET" ? null : await buffer(request);
    const { authorization = "", "content-type": type = "application/json", prefer = "" } = headers;
    const key = headers["idempotency-key"] as string | undefined;
    const answer = await fetch(smithd.url + url, {
      method,
      body,
      headers: {
        authorization,
        "content-type": type,
        prefer: String(prefer),
        ...(key && { "idempotency-key": key }),
      },
    });
    if (loses(request)) return request.socket.destroy();
    response
      .writeHead(answer.status, Object.fromEntries(answer.headers))
      .end(Buffer.from(await answer.arrayBuffer()));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const env = {
    ...settingsOf(smithd),
    DEPLOYSMITH_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  const close = () => (server.closeAllConnections(), server.close());
  return { env, close };
}

const deploy = ["deploy", "api-service", "v1", "--yes", "--wait", "--env", "staging", "--reason=tried"];

test("a deployment whose answer is lost is asked for again, and deployed once", async () => {
  let lost = 0;
  const { env, close } = await proxy(({ method }) => method === "POST" && ++lost <= 2);
  const ran = await smithctl(deploy, { env });
  close();
  expect(ran).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^deployed {4}api-service v1/) as string,
  });
  expect(ran.stderr.match(/Trying again/g)).toHaveLength(1);
  const { items } = await smithd.client.deploymentList({ query: { app: "api-service" } });
  expect(items).toMatchObject([{ status: "deployed" }]);
});

test("one whose answers are all lost says that it may have been accepted, and where to look", async () => {
  const { env, close } = await proxy(({ method }) => method === "POST");
  const ran = await runHere("smithctl", deploy.with(-2, "production"), env);
  close();
  expect(ran).toMatchObject({ code: 1, stdout: "" });
  expect(ran.stderr).toContain(
    "Next: It may have been accepted. Look before you repeat it: smithctl deployments --app api-service --env production\n",
  );
  const { items } = await smithd.client.deploymentList({ query: { environment: "production" } });
  expect(items).toHaveLength(1);
  expect(await finished(smithd.client, items[0]!)).toMatchObject({ status: "deployed" });
});

test("an outage while waiting is said once, and the time runs on", async () => {
  const { env, close } = await proxy(({ url = "" }) => url.startsWith("/v1/deployments/"));
  const ran = await smithctl([...deploy, "--timeout", "2s", "--json"], { env });
  close();
  expect(ran.code).toBe(7);
  expect(ran.stderr.match(/Trying again/g)).toHaveLength(1);
  expect(ran.stderr).toMatch(/was queued when smithd last answered[^]*smithctl deployments [-0-9a-f]{36}\n$/);
  expect(JSON.parse(ran.stdout)).toMatchObject({ status: "queued" });
});

test("a pipeline whose draft another one replaces hears it when its uploads are refused", async () => {
  const { client } = smithd;
  const files = Object.entries(filesOf({ version: "v7" }));
  const mine = {
    app: "api-service",
    version: "v7",
    files: files.map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
  };
  const overtaken: Client = {
    ...client,
    async versionDraft(request) {
      const drafted = await client.versionDraft(request);
      await draft(client, { version: "v7", files: { "other.yaml": configMap("other") } });
      return drafted;
    },
  };
  const options = { signal: new AbortController().signal, onProgress: () => {}, acceptUnknownFields: false };
  await expect(publishVersion(overtaken, mine, options)).rejects.toMatchObject({
    message: "Another pipeline drafted v7 of api-service with other files while this one ran.",
    exitCode: 5,
  });
});
