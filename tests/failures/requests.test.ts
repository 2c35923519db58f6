import { expect, test } from "vitest";
import { connect } from "../../clients/client.ts";
import { configMap, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd, engine) => {
  const app = `requests-${engine.name.toLowerCase()}`;
  const ask = async (path: string, init: RequestInit = {}) => {
    const { url, apiKey } = smithd();
    const headers = {
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      ...init.headers,
    };
    const response = await fetch(url + path, { ...init, headers });
    const problem = (await response.json()) as {
      code: string;
      detail: string;
      type: string;
      requestId: string;
      errors?: object[];
    };
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(problem.requestId).toBe(response.headers.get("x-request-id"));
    expect(problem.type).toBe(`${url}/docs/errors/${problem.code}`);
    return { status: response.status, headers: response.headers, ...problem };
  };

  test("without a key, with a wrong one or with a malformed one nothing is answered but 401", async () => {
    const { url, apiKey } = smithd();
    const keys = [
      "",
      "nonsense",
      `${apiKey.slice(0, -1)}!`,
      apiKey.replace(/.{40}$/, "A".repeat(40)),
      apiKey.replace("dsm_", "dsm_x"),
    ];
    for (const key of keys) {
      const answer = await ask("/v1/apps", { headers: { authorization: key && `Bearer ${key}` } });
      expect(answer).toMatchObject({ status: 401, code: "unauthenticated" });
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(answer.detail).not.toContain(apiKey.slice(-10));
    }
    // Before the body is looked at.
    expect(
      await ask("/v1/apps", { method: "POST", body: "{", headers: { authorization: "" } }),
    ).toMatchObject({ status: 401 });
    await expect(connect({ url, apiKey: "wrong", userAgent: "tests" }).whoami()).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(await smithd().client.whoami()).toMatchObject({ name: "ada" });
  });

  test("what is unknown names what is near", async () => {
    const { client } = smithd();
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    await publish(client, { app, version: "release-1" });
    expect(await ask(`/v1/apps/${app.slice(0, -1)}`)).toMatchObject({
      status: 404,
      code: "app-unknown",
      detail: expect.stringContaining(`Did you mean ${app}?`) as string,
    });
    expect(await ask(`/v1/apps/${app}/versions/release-2`)).toMatchObject({
      status: 404,
      code: "version-unknown",
      detail: expect.stringContaining("Did you mean release-1?") as string,
    });
    expect(await ask(`/v1/deployments/019ab1de-8a3c-7d55-9c1f-3a1b2c4d5e6f`)).toMatchObject({
      status: 404,
      code: "deployment-unknown",
    });
    const deployTo = (environment: string) =>
      ask(`/v1/apps/${app}/deployments`, {
        method: "POST",
        body: JSON.stringify({ version: "release-1", environment }),
      });
    expect(await deployTo("prodution")).toMatchObject({
      status: 404,
      code: "environment-unknown",
      detail: expect.stringContaining("production") as string,
    });
  });

  test("registering again is welcome with the same fields and refused with others", async () => {
    const { client } = smithd();
    const registered = await client.appRegister({ body: { name: app, namespace: "shop" } });
    expect(registered).toMatchObject({ name: app });
    expect(
      await ask("/v1/apps", { method: "POST", body: JSON.stringify({ name: app, namespace: "other" }) }),
    ).toMatchObject({
      status: 409,
      code: "app-differs",
      detail: expect.stringContaining("namespace") as string,
    });
  });

  test("a body that does not fit is refused with every fault, and never half taken", async () => {
    const post = (body: string | Buffer, headers = {}) => ask("/v1/apps", { method: "POST", body, headers });
    expect(await post("{")).toMatchObject({ status: 400, code: "json-malformed" });
    expect(await post(Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({
      status: 400,
      code: "json-malformed",
    });
    expect(await post("")).toMatchObject({ status: 400, code: "request-invalid" });
    for (const body of ["null", "5", '"x"', "[]", "true"])
      expect(await post(body), body).toMatchObject({ status: 400, code: "request-invalid" });
    expect(await post("{}", { "content-type": "text/plain" })).toMatchObject({
      status: 415,
      code: "media-type-unsupported",
    });
    const twice = await post(JSON.stringify({ name: "Not A Label", description: 5, extra: true }));
    expect(twice).toMatchObject({ status: 400, code: "request-invalid" });
    expect(twice.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: "/body/name" }),
        expect.objectContaining({ pointer: "/body/description" }),
      ]),
    );
    expect(twice.errors!.length).toBeGreaterThanOrEqual(3);
    // A number is no string: bodies are not coerced.
    expect(await post('{"name": 5}')).toMatchObject({ status: 400, code: "request-invalid" });
    expect(await post('{"name":"x","__proto__":{"polluted":true}}')).toMatchObject({ status: 400 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("a body beyond the limit is refused with the limit", async () => {
    const answer = await ask("/v1/apps", {
      method: "POST",
      body: JSON.stringify({ name: app, description: "x".repeat(3 * 1024 * 1024) }),
    });
    expect(answer).toMatchObject({
      status: 413,
      code: "body-too-large",
      detail: expect.stringContaining("2097152") as string,
    });
  });

  test("paths and methods that are not there say so, and 405 says what is", async () => {
    expect(await ask("/v1/nonsense")).toMatchObject({ status: 404, code: "route-unknown" });
    expect(await ask("/")).toMatchObject({ status: 404, code: "route-unknown" });
    expect(await ask("/v1/apps/%ff")).toMatchObject({ status: 400 });
    const answer = await ask("/v1/apps", { method: "DELETE" });
    expect(answer).toMatchObject({ status: 405, code: "method-not-allowed" });
    expect(answer.headers.get("allow")).toBe("GET, HEAD, POST");
    expect((await ask("/livez", { method: "POST" })).headers.get("allow")).toBe("HEAD, GET");
  });

  test("a cursor that no list gave is refused, whatever is in it", async () => {
    const cursorOf = (position: unknown) => Buffer.from(JSON.stringify(position)).toString("base64url");
    for (const cursor of [
      "nonsense",
      cursorOf([1]),
      cursorOf(["1", "a"]),
      cursorOf([1, "a\u0000b"]),
      cursorOf([1, { toString: "a" }]),
      cursorOf([1e300, "a"]),
    ])
      for (const list of ["/v1/apps", "/v1/deployments", `/v1/apps/${app}/versions`])
        expect(await ask(`${list}?cursor=${cursor}`), cursor).toMatchObject({
          status: 400,
          code: "cursor-invalid",
        });
  });

  test("HEAD says what GET would, without the body", async () => {
    const { url, apiKey } = smithd();
    const headers = { authorization: `Bearer ${apiKey}` };
    for (const path of ["/v1/apps", `/v1/apps/${app}`, "/v1/nonsense", "/readyz"]) {
      const [get, head] = await Promise.all(
        ["GET", "HEAD"].map((method) => fetch(url + path, { method, headers })),
      );
      expect(head!.status, path).toBe(get!.status);
      expect(head!.headers.get("content-length")).toBe(get!.headers.get("content-length"));
      expect(await head!.text()).toBe("");
    }
  });

  test("hostile names reach neither the file system nor the log's structure", async () => {
    for (const name of [
      "../../etc",
      "a/../b",
      "a\nb",
      "a\u0000b",
      "$(touch x)",
      "-rf",
      "Ä",
      "a".repeat(300),
    ]) {
      const answer = await ask(`/v1/apps/${encodeURIComponent(name)}`);
      expect([400, 404], name).toContain(answer.status);
    }
    const { url, apiKey } = smithd();
    const response = await fetch(`${url}/v1/apps`, {
      headers: { authorization: `Bearer ${apiKey}`, "x-request-id": "evil\tid" },
    });
    expect(response.headers.get("x-request-id")).toMatch(/^r-[0-9a-f-]{36}$/);
  });

  test("probes, metrics and the contract are there for everybody, and tell no secret", async () => {
    const { url } = smithd();
    expect(await (await fetch(`${url}/livez`)).json()).toEqual({ status: "live" });
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      status: "ready",
      checks: { database: "ok", blobs: "ok", gitops: "ok" },
    });
    expect(await (await fetch(`${url}/openapi.yaml`)).text()).toMatch(/^openapi: 3\.0\.3/);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('smithd_http_request_seconds_count{operation="appRegister",status="201"}');
    expect(metrics).toContain("smithd_queue_length 0");
  });

  test("namespaces and text of manifests are checked before anything is published", async () => {
    await expect(
      publish(smithd().client, { app, version: "nul", files: { "a.yaml": `${configMap("a")}\u0000` } }),
    ).rejects.toMatchObject({ code: "manifests-invalid" });
  });
});
