import { OpenAPIBackend, OpenAPIRouter } from "openapi-backend";
import { beforeAll, expect, test } from "vitest";
import { contractText } from "../../generated/contract.ts";
import { readContract } from "./contract.ts";
import { PreparedRouter } from "./router.ts";

/** openapi-backend's own router is what this one must agree with. */
let theirs: OpenAPIRouter;
let ours: PreparedRouter;

beforeAll(async () => {
  const backend = new OpenAPIBackend({ definition: readContract(contractText).definition, quick: true });
  await backend.init();
  const { definition } = backend;
  theirs = new OpenAPIRouter({ definition });
  ours = new PreparedRouter({ definition });
});

const methods = ["GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"];

function outcome(router: OpenAPIRouter, method: string, path: string): unknown {
  const request = { method, path, headers: { "x-a": "b" }, query: { limit: "5" } };
  try {
    const operation = router.matchOperation(request, true);
    const parsed: Record<string, unknown> = { ...router.parseRequest(request, operation) };
    const { params, query, headers, cookies } = parsed;
    return { id: operation.operationId, params, query, headers, cookies };
  } catch (error) {
    return (error as Error).message.slice(0, 3);
  }
}

test("every path of the contract is matched as openapi-backend does it, and some that are none", () => {
  const templates = [...new Set(theirs.getOperations().map(({ path }) => path))];
  const paths = templates.flatMap((template) => [
    template.replaceAll(/\{[^}]+\}/g, "a-1"),
    `${template.replaceAll(/\{[^}]+\}/g, "caf%C3%A9%2Fx")}/`,
    `${template.replaceAll(/\{[^}]+\}/g, "x")}/more`,
    template.replaceAll(/\{[^}]+\}/g, ""),
  ]);
  expect(templates.length).toBeGreaterThan(20);
  for (const path of [...paths, "/", "/v1", "/v1/nothing", "//v1/apps", "/v1xapps"])
    for (const method of methods)
      expect(outcome(ours, method, path), `${method} ${path}`).toEqual(outcome(theirs, method, path));
});

test("validation may change what it was given: the request stays as it was", () => {
  const request = { method: "GET", path: "/v1/apps", headers: {}, query: { limit: "5" } };
  const parsed = ours.parseRequest(request, ours.matchOperation(request));
  Object.assign(parsed.query as object, { limit: 5 });
  expect(request.query).toEqual({ limit: "5" });
});
