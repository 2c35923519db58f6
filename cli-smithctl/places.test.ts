import { expect, test } from "vitest";
import type { App, Deployment } from "../generated/api.ts";
import { placesOf, summarize } from "./places.ts";

const at = { app: "api-service", environment: "staging" };
const running = {
  ...{ environment: "staging", version: "v1", deploymentId: "d" },
  ...{ deployedAt: "2026-11-23T10:16:01Z", deployedBy: "ada", drifted: false },
};
const hold = { ...at, reason: "load test", heldBy: "ada", heldAt: "2026-11-23T10:16:01Z" };
const attempt = (more: Partial<Deployment>): Deployment => ({
  ...{ ...at, id: "e", version: "v2", kind: "manual", status: "queued", requestedBy: "ada" },
  ...{ createdAt: "2026-11-23T10:20:00Z", ...more },
});
const app = (more: Partial<App>): App => ({
  ...{ name: "api-service", createdAt: "2026-11-23T09:00:00Z", etag: '"1"' },
  ...{ environments: [], holds: [], attempts: [], ...more },
});
const environments = [running];

test.each([
  [{}, ""],
  [{ environments }, "staging v1"],
  [{ environments: [{ ...running, drifted: true }], holds: [hold] }, "staging v1 (drifted, on hold)"],
  [{ holds: [hold] }, "staging (on hold)"],
  [{ environments, attempts: [attempt({})] }, "staging v1 (v2 queued)"],
  [
    { environments, attempts: [attempt({ status: "failed", environment: "production" })] },
    "production (v2 failed), staging v1",
  ],
  [
    { attempts: [attempt({ status: "writing", stalledBy: { code: "gitops-unreachable", detail: "" } })] },
    "staging (v2 stalled)",
  ],
] as [Partial<App>, string][])("%j is summarized as %s", (more, summary) => {
  expect(summarize(app(more))).toBe(summary);
});

test("a removal that failed is called that", () => {
  const attempts = [attempt({ kind: "removal", status: "failed" })];
  expect(summarize(app({ environments, attempts }))).toBe("staging v1 (removal failed)");
});

test("each environment is one place, whatever is said of it, by name", () => {
  const production = { ...running, environment: "production" };
  const places = placesOf(
    app({ environments: [running, production], holds: [hold], attempts: [attempt({})] }),
  );
  expect(places).toMatchObject([
    { environment: "production", version: "v1" },
    { environment: "staging", version: "v1", hold: { heldBy: "ada" }, attempt: { version: "v2" } },
  ]);
});
