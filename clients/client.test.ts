import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { connect } from "./client.ts";

type Step = (request: IncomingMessage, response: ServerResponse) => void;

const say =
  (status: number, body: object = {}, headers: Record<string, string> = {}): Step =>
  (_request, response) => {
    const type = status < 400 ? "application/json" : "application/problem+json";
    response.writeHead(status, { "content-type": type, ...headers }).end(JSON.stringify(body));
  };
const hangUp: Step = (request) => request.socket.destroy();
const problem = (status: number, code: string) =>
  say(status, { type: "", title: "t", status, code, detail: `It is ${code}.`, requestId: "r-1" });
const busy = say(
  503,
  { type: "", title: "t", status: 503, code: "busy", requestId: "r-1" },
  { "retry-after": "0" },
);

/** A client of a server that answers each request with the next step; `use` gets what was asked. */
async function against(
  steps: Step[],
  use: (client: ReturnType<typeof connect>, told: Error[]) => Promise<void>,
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    (steps[asked.length - 1] ?? problem(500, "no-step-left"))(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const told: Error[] = [];
  const onOutage = (error: Error) => void told.push(error);
  try {
    await use(connect({ url, apiKey: "dsm_x", userAgent: "tests", onOutage }), told);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return asked;
}

const policy = { path: { app: "a", policy: "p" } };

test("a DELETE whose answer was lost is repeated, and finding nothing is its success", async () => {
  const asked = await against([hangUp, problem(404, "policy-unknown")], async (client) => {
    expect(await client.policyDelete(policy)).toBeUndefined();
  });
  expect(asked).toEqual(Array(2).fill("DELETE /v1/apps/a/policies/p"));
});

test.each([["holdRelease", "hold-unknown"] as const, ["policyDelete", "policy-unknown"] as const])(
  "%s that finds nothing after a lost answer is done",
  async (operation, code) => {
    await against([hangUp, problem(404, code)], async (client) => {
      const path = { app: "a", policy: "p", environment: "staging" };
      expect(await client[operation]({ path })).toBeUndefined();
    });
  },
);

test("a DELETE that finds nothing at once, or that smithd cannot place, fails", async () => {
  await against([problem(404, "policy-unknown")], async (client) => {
    await expect(client.policyDelete(policy)).rejects.toMatchObject({ code: "policy-unknown" });
  });
  await against([hangUp, problem(404, "app-unknown")], async (client) => {
    await expect(client.policyDelete(policy)).rejects.toMatchObject({ code: "app-unknown" });
  });
});

test("an outage is told once, until smithd answers again", async () => {
  const steps = [busy, busy, busy, say(200, { name: "ada" }), busy, say(200, { name: "ada" })];
  await against(steps, async (client, told) => {
    expect(await client.whoami()).toMatchObject({ name: "ada" });
    expect(told).toHaveLength(1);
    await client.whoami();
    expect(told).toHaveLength(2);
  });
});

const deployment = { path: { app: "a" }, body: { version: "v1", environment: "staging" } };

test("a deployment whose answer was lost is asked for again by its Idempotency-Key, and not without one", async () => {
  const keys: unknown[] = [];
  const listed =
    (step: Step): Step =>
    (request, response) => {
      keys.push(request.headers["idempotency-key"]);
      step(request, response);
    };
  await against([listed(hangUp), listed(say(202, { id: "1" }))], async (client) => {
    const header = { "Idempotency-Key": "k-1" };
    expect(await client.deploymentCreate({ ...deployment, header })).toEqual({ id: "1" });
  });
  expect(keys).toEqual(["k-1", "k-1"]);
  const asked = await against([hangUp, say(202)], async (client) => {
    const lost = client.deploymentCreate(deployment);
    await expect(lost).rejects.toMatchObject({ name: "ConnectionError", unsent: false });
  });
  expect(asked).toHaveLength(1);
});

test("a change is sent as the merge patch that the contract wants", async () => {
  let sent: IncomingMessage | undefined;
  const step: Step = (request, response) => ((sent = request), say(200)(request, response));
  await against([step], async (client) => {
    const header = { "If-Match": '"1"' };
    await client.appUpdate({ path: { app: "a" }, header, body: { description: null } });
  });
  expect(sent?.headers).toMatchObject({ "content-type": "application/merge-patch+json", "if-match": '"1"' });
});

test("a file of a version is its text, whatever is in it, and nothing but text", async () => {
  const file = { path: { app: "a", version: "v1" }, query: { path: "a.json" } };
  const text: Step = (_request, response) =>
    response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end('\ufeff{"kind": "List"}');
  await against([text, say(200)], async (client) => {
    expect(await client.versionFileView(file)).toBe('\ufeff{"kind": "List"}');
    await expect(client.versionFileView(file)).rejects.toMatchObject({
      message: expect.stringContaining("not plain text (application/json)") as string,
    });
  });
});

test.each(["", ".", ".."])("%j is refused as a name, because a URL would fold it", async (app) => {
  const asked = await against([], async (client) => {
    await expect(client.appView({ path: { app } })).rejects.toMatchObject({ exitCode: 2 });
  });
  expect(asked).toEqual([]);
});

test("answers that are not smithd's are readable sentences with a next step", async () => {
  const page: Step = (_request, response) =>
    response.writeHead(403, { "content-type": "text/html" }).end("<title>Forbidden by proxy</title>");
  const login: Step = (_request, response) =>
    response.writeHead(302, { location: "https://login.example/?token=secret" }).end();
  const html: Step = (_request, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<p>");
  await against([page, login, html], async (client) => {
    await expect(client.whoami()).rejects.toMatchObject({
      message: expect.stringContaining('403 Forbidden ("Forbidden by proxy")') as string,
      exitCode: 4,
    });
    await expect(client.whoami()).rejects.toMatchObject({
      message: expect.stringMatching(/redirects to https:\/\/login\.example\.$/) as string,
    });
    await expect(client.whoami()).rejects.toMatchObject({
      message: expect.stringContaining("not JSON (text/html)") as string,
    });
  });
});

test("a call that is given up is not repeated, and its signal goes to nobody else", async () => {
  const leaving = new AbortController();
  const hang: Step = () => leaving.abort(new Error("given up"));
  const asked = await against([hang, say(200, { keyId: "k", name: "ada" })], async (client) => {
    await expect(client.whoami({ signal: leaving.signal })).rejects.toThrow("given up");
    expect(await client.whoami()).toMatchObject({ name: "ada" });
  });
  expect(asked).toHaveLength(2);
});
