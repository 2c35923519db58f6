import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { aProblem } from "../testing/a-problem.ts";
import { withConfig } from "../testing/with-config.ts";
import { openScreen } from "../testing/open-screen.tsx";

const two = `
currentContext: work
contexts:
  - { name: work, url: https://smithd.example.com, apiKey: dsm_work_secret }
  - { name: home, url: http://127.0.0.1:8080, apiKeyFile: ~/key }
`;

/** A smithd that knows one key. */
async function startSmithd(): Promise<string> {
  const server = createServer((request, response) => {
    const isGood = request.headers.authorization === "Bearer dsm_good_secret";
    const problem = {
      type: "",
      title: "",
      status: 401,
      code: "unauthenticated",
      detail: "The API key is not valid.",
      requestId: "r-1",
    };
    response.writeHead(isGood ? 200 : 401, {
      "content-type": isGood ? "application/json" : "application/problem+json",
    });
    response.end(JSON.stringify(isGood ? { keyId: "good", name: "ada" } : problem));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("contexts", () => {
  test("are listed without their keys, the current one marked", async () => {
    const { env } = await withConfig(two);
    const seen = await openScreen({ at: { at: "contexts" }, client: {}, env }).until("home");
    expect(seen).not.toContain("secret");
    expect(seen).toMatchInlineSnapshot(`
      "Contexts                                                            ● live  work
        CONTEXT             CURRENT  URL                             KEY
      › work                ● yes    https://smithd.example.com      kept with it
        home                         http://127.0.0.1:8080           ~/key



















      enter use  l log in  n new  ? help  q quit"
    `);
  });

  test("one is chosen, and the UI goes on with it", async () => {
    const { env, read } = await withConfig(two);
    const { until, press, enter } = openScreen({ at: { at: "contexts" }, client: {}, env });
    await until("home");
    await press("j", "enter");
    await vi.waitFor(() => expect(enter).toHaveBeenCalledOnce());
    expect(await read()).toContain("currentContext: home");
  });

  test("one that cannot be gone on with is not the current one afterwards", async () => {
    const { env, read } = await withConfig(two);
    const { until, press, enter } = openScreen({ at: { at: "contexts" }, client: {}, env });
    enter.mockRejectedValue(new Error("~/key cannot be read."));
    await until("home");
    await press("j", "enter");
    await until("~/key cannot be read.");
    expect(await read()).toContain("currentContext: work");
  });

  test("one that cannot be gone on with is not the current one where none was before", async () => {
    const { env, read } = await withConfig(two.replace("currentContext: work\n", ""));
    const { until, press, enter } = openScreen({ at: { at: "contexts" }, client: {}, env });
    enter.mockRejectedValue(new Error("~/key cannot be read."));
    await until("home");
    await press("j", "enter");
    await until("~/key cannot be read.");
    expect(await read()).not.toContain("currentContext: home");
  });

  test("what wins over them is told", async () => {
    const { env } = await withConfig(two);
    const client = {};
    const at = { at: "contexts" } as const;
    await openScreen({
      at,
      client,
      env: { ...env, DEPLOYSMITH_URL: "https://x" },
      columns: 200,
      rows: 50,
    }).until("DEPLOYSMITH_URL of your environment wins over it");
  });

  test("where there is none it is said how to make one", async () => {
    const { env } = await withConfig("");
    const { until, press } = openScreen({ at: { at: "contexts" }, client: {}, env });
    await until("There is no context yet.");
    await press("n");
    await until("Where it is: https://…");
  });
});

describe("logging in", () => {
  test("tells what wins over the key that is kept", async () => {
    const { env } = await withConfig("");
    const at = { at: "login" } as const;
    await openScreen({ at, client: {}, env: { ...env, DEPLOYSMITH_API_KEY: "dsm_x_y" } }).until(
      "DEPLOYSMITH_API_KEY of your environment wins over it.",
    );
  });

  test("keeps a key only once smithd has taken it, and never shows it", async () => {
    const url = await startSmithd();
    const { env, read } = await withConfig("");
    const { until, press, type, frame, enter } = openScreen({ at: { at: "login", url }, client: {}, env });
    await until("API key");
    await type("dsm_bad_secret");
    expect(frame()).not.toContain("bad");
    await press("enter");
    await until("✗ The API key is not valid.");
    expect(await read()).toBe("");
    await press("ctrl+u");
    await type("dsm_good_secret");
    await press("enter");
    await vi.waitFor(() => expect(enter).toHaveBeenCalledOnce());
    expect(await read()).toContain("apiKey: dsm_good_secret");
  });

  test("a key does not go over plain http to another machine", async () => {
    const { env } = await withConfig("");
    const at = { at: "login", url: "http://smithd.example.com" } as const;
    const { until, type, press } = openScreen({ at, client: {}, env });
    await until("API key");
    await type("dsm_x_y");
    await press("enter");
    await until("http://smithd.example.com is plain http");
  });

  test("is asked for once where smithd does not take the key any more", async () => {
    const { env } = await withConfig(two);
    const refused = async () => {
      throw aProblem(401, "unauthenticated", "The API key was revoked.");
    };
    const { until, press } = openScreen({
      at: { at: "deployment", id: "d1" },
      client: { deploymentView: refused },
      env,
    });
    await until("Log in");
    await press("esc");
    await until("The API key was revoked.");
  });
});
