import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, describe, expect, inject, test } from "vitest";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { postgres } from "../support/engines.ts";

/** A way to a server that can be made to swallow everything, as a host does that hangs. */
async function swallowingProxy(target: URL) {
  const sockets = new Set<Socket>();
  let isHung = false;
  const server = createServer((near) => {
    sockets.add(near.on("error", () => near.destroy()).on("close", () => sockets.delete(near)));
    if (isHung) return;
    const far = connect(Number(target.port), target.hostname);
    far.on("error", () => near.destroy()).on("close", () => near.destroy());
    near.on("close", () => far.destroy());
    near.on("data", (chunk) => isHung || far.write(chunk));
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: url.href,
    /** What is connected stays so. */
    stall: () => void (isHung = true),
    hang() {
      isHung = true;
      cut();
    },
    recover() {
      isHung = false;
      cut();
    },
    close: () => (cut(), server.close()),
  };
}

describe.skipIf(inject("postgresUrl") === undefined)("on PostgreSQL", () => {
  const ask = ({ url, apiKey }: TestSmithd, path: string) =>
    fetch(url + path, { headers: { authorization: `Bearer ${apiKey}` } });

  let smithd: TestSmithd | undefined;
  let proxy: Awaited<ReturnType<typeof swallowingProxy>> | undefined;
  afterAll(async () => {
    await smithd?.stop();
    proxy?.close();
    await removeTemporaryFolders();
  });

  test("a database that accepts connections and never answers is an outage, and ends by itself", async () => {
    const database = (await postgres.createDatabase("")) as { kind: "postgres"; url: string };
    proxy = await swallowingProxy(new URL(database.url));
    const behindProxy = { ...postgres, createDatabase: async () => ({ ...database, url: proxy!.url }) };
    smithd = await startTestSmithd(behindProxy);
    await smithd.client.appList({});
    proxy.hang();
    // The first loses its connection, the next gets none.
    for (let attempt = 0; attempt < 3; attempt++) {
      const asked = await ask(smithd, "/v1/apps");
      expect(asked.status).toBe(503);
      expect(asked.headers.get("retry-after")).toBe("5");
      expect(await asked.json()).toMatchObject({ code: "database-unavailable" });
    }
    proxy.recover();
    await expect
      .poll(() => smithd!.client.appList({}).catch(() => undefined), { timeout: 15_000 })
      .toBeDefined();
  });

  test("connections that lead nowhere hold everybody up for seconds, and then are no longer used", async () => {
    await smithd!.client.appList({});
    proxy!.stall();
    const asked = await Promise.all([1, 2, 3].map(() => ask(smithd!, "/v1/apps")));
    expect(asked.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(await asked[0]!.json()).toMatchObject({ code: "database-unavailable" });
    proxy!.recover();
    await expect
      .poll(() => smithd!.client.appList({}).catch(() => undefined), { timeout: 15_000 })
      .toBeDefined();
  });
});
