import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { GitopsRepository } from "../../server/domain/ports.ts";
import { finished, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

let gate = Promise.resolve();
/** Lets nothing be pushed until it is opened. */
function close(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  return resolve;
}
const gitops = (repository: GitopsRepository): GitopsRepository =>
  Object.create(repository, {
    push: { value: (commit: string) => gate.then(() => repository.push(commit)) },
  }) as GitopsRepository;

againstSmithd(
  (smithd, engine) => {
    const suffix = engine.name.toLowerCase();
    const withVersions = async (name: string, ...versions: string[]) => {
      const { client } = smithd();
      const app = `${name}-${suffix}`;
      await client.appRegister({ body: { name: app, namespace: "shop" } });
      for (const version of versions) await publish(client, { app, version });
      return app;
    };
    const post = async (app: string, body: object, headers: Record<string, string> = {}) => {
      const { url, apiKey } = smithd();
      const response = await fetch(`${url}/v1/apps/${app}/deployments`, {
        method: "POST",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...headers },
        body: JSON.stringify({ environment: "staging", ...body }),
      });
      return { response, body: (await response.json()) as { id: string; status: string; code?: string } };
    };

    test("with `Prefer: wait` the answer comes at the end, without it at once", async () => {
      const app = await withVersions("waits", "v1");
      const { response, body } = await post(app, { version: "v1" }, { prefer: "respond-async, wait=30" });
      expect(response.status).toBe(200);
      expect(response.headers.get("preference-applied")).toBe("wait=30");
      expect(body.status).toBe("deployed");

      const open = close();
      const at = performance.now();
      const timedOut = await post(app, { version: "v1", reason: "again" }, { prefer: "wait=1" });
      // The files are there already: nothing is pushed, so it ends although the gate is closed.
      expect(timedOut.response.status).toBe(200);
      await publish(smithd().client, { app, version: "v2" });
      const late = await post(app, { version: "v2" }, { prefer: "wait=1" });
      expect(performance.now() - at).toBeGreaterThan(900);
      expect(late.response.status).toBe(202);
      expect(late.response.headers.get("location")).toBe(`${smithd().url}/v1/deployments/${late.body.id}`);
      const { client } = smithd();
      const path = { deployment: late.body.id };
      const watched = client.deploymentView({ path, header: { Prefer: "wait=30" } });
      open();
      expect(await watched).toMatchObject({ status: "deployed" });
    });

    test("a failure is the answer too", async () => {
      const app = await withVersions("fails", "v1");
      await smithd().repository.commit({ [`environments/staging/apps/${app}/theirs.txt`]: "x" });
      const { response, body } = await post(app, { version: "v1" }, { prefer: "wait=30" });
      expect(response.status).toBe(200);
      expect(body).toMatchObject({ status: "failed", failure: { code: "folder-not-owned" } });
    });

    test("a repeated request is one deployment, whatever happened in between; another under its key is refused", async () => {
      const [app, other] = [await withVersions("key", "v1", "v2"), await withVersions("key-too", "v1")];
      const headers = { "idempotency-key": randomUUID() };
      const asked = { version: "v1", reason: "because", expectedVersion: "" };
      const [first, ...others] = await Promise.all([1, 2, 3].map(() => post(app, asked, headers)));
      await finished(smithd().client, first!.body);
      await finished(smithd().client, (await post(app, { version: "v2" })).body);
      // The order of fields does not make it another request.
      const again = await post(app, { expectedVersion: "", reason: "because", version: "v1" }, headers);
      expect(again.response.status).toBe(200);
      expect(new Set([first!, ...others, again].map(({ body }) => body.id)).size).toBe(1);
      const { items } = await smithd().client.deploymentList({ query: { app } });
      expect(items).toHaveLength(2);
      for (const reused of [
        await post(app, { ...asked, reason: "else" }, headers),
        await post(other, asked, headers),
      ])
        expect(reused).toMatchObject({ response: { status: 422 }, body: { code: "idempotency-key-reused" } });
    });

    test("keys are told apart by API key", async () => {
      const { client, url } = smithd();
      const app = await withVersions("callers", "v1");
      const headers = { "idempotency-key": "deploy-1" };
      const mine = await post(app, { version: "v1" }, headers);
      const { key } = await client.keyCreate({ body: { name: "grace" } });
      const response = await fetch(`${url}/v1/apps/${app}/deployments`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
        body: JSON.stringify({ environment: "staging", version: "v1", reason: "another" }),
      });
      const theirs = (await response.json()) as { id: string; requestedBy: string };
      expect(theirs.requestedBy).toBe("grace");
      expect(theirs.id).not.toBe(mine.body.id);
    });

    test("what runs, or is on its way, must be what the caller saw", async () => {
      const app = await withVersions("seen", "v1", "v2", "v3");
      await finished(smithd().client, (await post(app, { version: "v1", expectedVersion: "" })).body);
      const refused = async (body: object) => {
        const { response, body: problem } = await post(app, body);
        expect(response.status).toBe(409);
        return problem as unknown as { code: string; detail: string };
      };
      expect(await refused({ version: "v2", expectedVersion: "" })).toMatchObject({
        code: "running-version-changed",
        detail: expect.stringContaining("runs v1, not nothing") as string,
      });
      const open = close();
      const pending = await post(app, { version: "v2", expectedVersion: "v1" });
      expect(pending.response.status).toBe(202);
      expect(await refused({ version: "v3", expectedVersion: "v1" })).toMatchObject({
        code: "running-version-changed",
        detail: expect.stringContaining("is about to run v2, not v1") as string,
      });
      open();
      await finished(smithd().client, pending.body);
      expect((await post(app, { version: "v3", expectedVersion: "v2" })).response.status).toBe(202);
    });
  },
  { overrides: { gitops } },
);
