import { beforeEach, describe, expect, test } from "vitest";
import type { Deployment } from "../../../generated/api.ts";
import { aDeployment, before, NOON } from "../testing/a-deployment.ts";
import { openScreen } from "../testing/open-screen.tsx";
import { stopClock } from "../testing/stop-clock.ts";

const some: Deployment[] = [
  aDeployment({
    id: "d5",
    status: "writing",
    app: "billing",
    version: "c0ffee1-9",
    finishedAt: undefined,
    createdAt: before(3),
  }),
  aDeployment({ id: "d4", reason: "try it" }),
  aDeployment({
    id: "d3",
    app: "web-frontend",
    environment: "production",
    status: "failed",
    failure: { code: "object-conflict", detail: "ConfigMap shop/prices belongs to price-list." },
    finishedAt: before(3600),
  }),
  aDeployment({
    id: "d2",
    kind: "auto",
    policy: "main-to-staging",
    status: "superseded",
    finishedAt: before(7200),
  }),
  aDeployment({
    id: "d1",
    kind: "removal",
    version: undefined,
    requestedBy: "grace",
    finishedAt: before(90_000),
  }),
];

beforeEach(() => stopClock(NOON));

function open({ columns = 80, rows = 24, deployments = some } = {}) {
  const queries: object[] = [];
  const known = [...deployments];
  const screen = openScreen({
    at: { at: "deployments" },
    columns,
    rows,
    client: {
      deploymentList: async ({ query = {} } = {}) => {
        queries.push(query);
        return { items: known.filter(({ status }) => query.status === undefined || status === query.status) };
      },
      deploymentView: async ({ path }) => known.find(({ id }) => id === path.deployment)!,
      environmentList: async () => ({
        items: ["production", "staging"].map((name) => ({ name, confirm: "yes", appCount: 1 })),
      }),
    },
  });
  return { ...screen, queries, known };
}

describe("the list of deployments", () => {
  test("shows in 80 columns what fits, and says why one failed", async () => {
    const { until, press } = open();
    await until("d5");
    await press("j", "j");
    expect(await until("belongs to price-list")).toMatchInlineSnapshot(`
      "Deployments (5)                                                     ● live  work
        STATUS        APP            VERSION         ENVIRONMENT  AGE   WHY
        ⠋ writing     billing        c0ffee1-9       staging      now
        ✓ deployed    api-service    42540c4-123     staging       1m   try it
      › ✗ failed      web-frontend   42540c4-123     production    1h   object-confli…
        ↷ superseded  api-service    42540c4-123     staging       2h   policy main-t…
        ✓ deployed    api-service    –               staging       1d















      ConfigMap shop/prices belongs to price-list.
      enter open  f status  e environment  / app  ? help  q quit"
    `);
  });

  test("shows all there is in 200 columns", async () => {
    const { until } = open({ columns: 200, rows: 50 });
    expect((await until("d5")).split("\n").slice(0, 8).join("\n")).toMatchInlineSnapshot(`
      "Deployments (5)                                                                                                                                                                             ● live  work
        STATUS        APP                             VERSION                           ENVIRONMENT           AGE   WHY                                                     BY                        KIND
      › ⠋ writing     billing                         c0ffee1-9                         staging               now                                                           ada                       manual
        ✓ deployed    api-service                     42540c4-123                       staging                1m   try it                                                  ada                       manual
        ✗ failed      web-frontend                    42540c4-123                       production             1h   object-conflict                                         ada                       manual
        ↷ superseded  api-service                     42540c4-123                       staging                2h   policy main-to-staging                                  ada                       auto
        ✓ deployed    api-service                     –                                 staging                1d                                                           grace                     removal
      "
    `);
  });

  test("is of use on the smallest screen", async () => {
    const { until } = open({ columns: 40, rows: 10 });
    expect(await until("d5")).toMatchInlineSnapshot(`
      "Deployments (5)             ● live  work
        STATUS        APP
      › ⠋ writing     billing
        ✓ deployed    api-service
        ✗ failed      web-frontend
        ↷ superseded  api-service
        ✓ deployed    api-service

      d5
      enter open  f status  ? help"
    `);
  });

  test("shows a new one at the top, and keeps the chosen one chosen", async () => {
    const { until, press, known, tell, frame } = open();
    await until("d5");
    await press("j");
    await until("d4");
    known.unshift(aDeployment({ id: "d6", app: "mailer", status: "queued" }));
    tell({ type: "deployment.requested", deployment: "d6" });
    await until("mailer");
    await until("› ✓ deployed    api-service");
    expect(frame()).toContain("d4");
  });

  test("filters by status and environment, and shows all again", async () => {
    const { until, press, queries } = open();
    await until("d5");
    await press("f", "f", "f", "f");
    await until("only failed (1)");
    await press("e");
    await until("in production");
    expect(queries.at(-1)).toMatchObject({ status: "failed", environment: "production" });
    await press("x");
    await until("Deployments (5)");
  });

  test("takes an app's name by its beginning", async () => {
    const { until, press, queries } = open();
    await until("d5");
    await press("/", ..."web");
    await until("app (enter: web-frontend) web");
    await press("enter");
    await until("Deployments of web-frontend");
    expect(queries.at(-1)).toMatchObject({ app: "web-frontend" });
  });

  test("reads on as one moves down", async () => {
    const many = Array.from({ length: 250 }, (_, row) => aDeployment({ id: `d${row}`, app: `app-${row}` }));
    const cursors: (string | undefined)[] = [];
    const { until, press } = openScreen({
      at: { at: "deployments" },
      client: {
        deploymentList: async ({ query = {} } = {}) => {
          cursors.push(query.cursor);
          const start = Number(query.cursor ?? 0);
          const end = start + query.limit!;
          return { items: many.slice(start, end), ...(end < many.length && { nextCursor: String(end) }) };
        },
        environmentList: async () => ({ items: [] }),
      },
    });
    await until("Deployments (200+)");
    expect(cursors).toEqual([undefined, "100"]);
    await press("G");
    await until("Deployments (250)");
    await press("G");
    await until("app-249");
  });

  test("opens the chosen one, and copies its id", async () => {
    const { until, press, copied } = open();
    await until("d5");
    await press("j", "y");
    expect(copied).toEqual(["d4"]);
    await press("enter");
    await until("api-service 42540c4-123 to staging");
    await press("esc");
    await until("Deployments (5)");
  });

  test("teaches where nothing was deployed, and where a filter hides all", async () => {
    const { until, press } = open({ deployments: [] });
    await until("smithctl deploy api-service");
    await press("f");
    await until("No deployment is like this.");
  });
});
