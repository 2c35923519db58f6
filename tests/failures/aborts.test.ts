import { connect } from "node:net";
import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onBothEngines } from "../support/engines.ts";
import { draft } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

interface Line {
  level: number;
  msg: string;
  status?: number;
  operation?: string;
}

onBothEngines((engine) => {
  const lines: Line[] = [];
  let smithd: TestSmithd;
  beforeAll(async () => {
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()) as Line);
        done();
      },
    });
    smithd = await startTestSmithd(engine, { log: pino({ level: "debug" }, sink) });
    await smithd.client.appRegister({ body: { name: "api-service", namespace: "shop" } });
  });
  afterAll(async () => {
    await smithd.stop();
    await removeTemporaryFolders();
  });

  /** Sends the beginning of a request and hangs up: with a reset, as a killed program does. */
  const hangUpAfter = async (head: string) => {
    lines.length = 0;
    const socket = connect(Number(new URL(smithd.url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(head.replaceAll("\n", "\r\n"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.resetAndDestroy();
    await expect.poll(() => lines.find(({ msg }) => msg === "request")).toBeDefined();
    return lines.find(({ msg }) => msg === "request")!;
  };

  test("an upload that is broken off is nobody's fault, and not an outage", async () => {
    const { uploads } = await draft(smithd.client, {});
    const { pathname, search } = new URL(uploads[0]!.url);
    const length = uploads[0]!.headers["content-length"]!;
    const request = await hangUpAfter(
      `PUT ${pathname}${search} HTTP/1.1\nHost: x\nContent-Length: ${length}\n\nabc`,
    );
    expect(request).toMatchObject({ operation: "upload", status: 400 });
    expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
  });

  test("neither is a request whose body never ends", async () => {
    const request = await hangUpAfter(
      `POST /v1/apps HTTP/1.1\nHost: x\nAuthorization: Bearer ${smithd.apiKey}\nContent-Type: application/json\nContent-Length: 99\n\n{`,
    );
    expect(request).toMatchObject({ operation: "appRegister", status: 400 });
    expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
  });
});
