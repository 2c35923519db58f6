import { describe, expect, test, vi } from "vitest";
import type { Policy } from "../../../generated/api.ts";
import { NOON } from "../testing/a-deployment.ts";
import { aProblem } from "../testing/a-problem.ts";
import { openScreen } from "../testing/open-screen.tsx";

const aPolicy = (given: Partial<Policy> = {}): Policy => ({
  app: "api-service",
  name: "main-to-staging",
  environment: "staging",
  branches: ["main", "release/**"],
  tags: [],
  pullRequests: false,
  createdAt: NOON,
  updatedAt: NOON,
  etag: '"7"',
  ...given,
});
const two = [
  aPolicy(),
  aPolicy({ name: "tags", environment: "production", branches: [], tags: ["v*"], pullRequests: true }),
];

function open({ columns = 80, rows = 24, policies = two, refuse = undefined as Error | undefined } = {}) {
  let known = policies;
  const add = (policy: Policy) => (known = [...known, policy]);
  const replace = (policy: Policy) =>
    (known = known.flatMap((one) => (one.name === policy.name ? policy : one)));
  const remove = (name: string) => (known = known.filter((one) => one.name !== name));
  const put = vi.fn();
  const matched = vi.fn();
  const screen = openScreen({
    at: { at: "policies", app: "api-service" },
    columns,
    rows,
    client: {
      policyList: async () => ({ items: known }),
      environmentList: async () => ({
        items: ["production", "staging"].map((name) => ({ name, confirm: "yes", appCount: 1 })),
      }),
      policyPut: async ({ path, header, body }) => {
        if (refuse) throw refuse;
        put({ name: path.policy, header, body });
        const policy = aPolicy({ name: path.policy, ...body });
        known = [...known.filter(({ name }) => name !== path.policy), policy];
        return policy;
      },
      policyDelete: async ({ path, header }) => {
        expect(header).toEqual({ "If-Match": '"7"' });
        known = known.filter(({ name }) => name !== path.policy);
      },
      policyMatch: async ({ query }) => {
        matched(query);
        const matches =
          query?.branch === "main" ? [{ policy: "main-to-staging", environment: "staging" }] : [];
        return { matches, skipped: [] };
      },
    },
  });
  return { ...screen, put, matched, add, replace, remove };
}

describe("the policies of an app", () => {
  test("say which branches and tags go where", async () => {
    expect(await open().until("release/**")).toMatchInlineSnapshot(`
      "Policies of api-service                                             ● live  work
        POLICY           ENVIRONMENT   BRANCHES               TAGS       PULL REQUESTS
      › main-to-staging  staging       main release/**        –          no
        tags             production    –                      v*         yes



















      a add  e edit  x delete  t try out  ? help  q quit"
    `);
  });

  test("fit in 200 columns and in 40", async () => {
    expect((await open({ columns: 200, rows: 50 }).until("release/**")).split("\n").slice(0, 4).join("\n"))
      .toMatchInlineSnapshot(`
        "Policies of api-service                                                                                                                                                                     ● live  work
          POLICY                                    ENVIRONMENT               BRANCHES                                                      TAGS                                      PULL REQUESTS
        › main-to-staging                           staging                   main release/**                                               –                                         no
          tags                                      production                –                                                             v*                                        yes"
      `);
    expect(await open({ columns: 40, rows: 10 }).until("main-to-staging")).toContain("staging");
  });

  test("one is added, with an environment that exists", async () => {
    const { until, press, type, put } = open({ policies: [] });
    await until("nothing of it is deployed by itself");
    await press("a");
    await until("Such as main-to-staging.");
    await type("main");
    await press("tab", "right", "tab");
    await type("main, release/** ");
    await until("✗ Put spaces between patterns, and no commas.");
    await press("ctrl+s");
    expect(put).not.toHaveBeenCalled();
    await press("ctrl+u");
    await type("main release/** ");
    expect(await until("main release/**")).toMatchInlineSnapshot(`
      "New policy of api-service                                           ● live  work

        Name           main
        Environment    staging
      › Branches       main release/**
        Tags
        Pull requests  no















      Such as main release/** !release/old: the last that matches decides.
      ctrl+s save  tab next  esc cancel"
    `);
    await press("ctrl+s");
    await until("Policies of api-service");
    expect(put).toHaveBeenCalledExactlyOnceWith({
      name: "main",
      header: { "If-None-Match": "*" },
      body: { environment: "staging", branches: ["main", "release/**"], tags: [], pullRequests: false },
    });
    await until("main release/**");
  });

  test("one is edited as it was seen", async () => {
    const { until, press, type, put } = open();
    await until("release/**");
    await press("e");
    await until("Policy main-to-staging of api-service");
    await press("tab", "ctrl+u");
    await type("dev");
    await press("ctrl+s");
    await until("dev");
    await vi.waitFor(() => expect(put).toHaveBeenCalledOnce());
    expect(put.mock.calls[0]![0]).toMatchObject({
      header: { "If-Match": '"7"' },
      body: { branches: ["dev"] },
    });
  });

  test("one that somebody else changes meanwhile is read again before it is saved", async () => {
    const { until, press, put, replace, tell } = open();
    await until("release/**");
    await press("e");
    await until("ctrl+s save");
    replace(aPolicy({ branches: ["trunk"], etag: '"8"' }));
    tell({ type: "policy.set", app: "api-service", policy: "main-to-staging" });
    await until("Somebody changed it meanwhile. ctrl+r shows it as it is now.");
    await press("ctrl+r");
    expect(await until("trunk")).not.toContain("Somebody");
    await press("ctrl+s");
    await vi.waitFor(() => expect(put).toHaveBeenCalledOnce());
    expect(put.mock.calls[0]![0]).toMatchObject({ header: { "If-Match": '"8"' } });
  });

  test("one that somebody else deletes meanwhile is said to be gone", async () => {
    const { until, press, remove, tell } = open();
    await until("release/**");
    await press("e");
    await until("ctrl+s save");
    remove("main-to-staging");
    tell({ type: "policy.deleted", app: "api-service", policy: "main-to-staging" });
    expect(await until("Somebody deleted it meanwhile. esc leads back.")).not.toContain("ctrl+r");
  });

  test("one whose patterns could not be typed is edited all the same, and keeps them", async () => {
    const { until, press, put } = open({
      policies: [aPolicy({ branches: ["feature, x"], tags: ["main,"] })],
    });
    await until("feature, x");
    await press("e");
    await until("Policy main-to-staging");
    await press("up", "up", "right", "ctrl+s");
    await vi.waitFor(() => expect(put).toHaveBeenCalledOnce());
    expect(put.mock.calls[0]![0]).toMatchObject({
      body: { branches: ["feature, x"], tags: ["main,"], pullRequests: true },
    });
  });

  test("why it was not taken is seen on the smallest screen", async () => {
    const refuse = aProblem(503, "database-unavailable", "The database cannot be reached.");
    const { until, press } = open({ columns: 40, rows: 10, refuse });
    await until("main-to-staging");
    await press("e");
    await until("Environment");
    await press("ctrl+s");
    await until("The database cannot be reached.");
  });

  test("a violation is shown at its field", async () => {
    const fault = { pointer: "/branches/0", detail: "`[` is never closed." };
    const { until, press } = open({ refuse: aProblem(422, "policy-invalid", "1 violation.", [fault]) });
    await until("release/**");
    await press("enter");
    await until("Policy main-to-staging");
    await press("ctrl+s");
    expect(await until("✗ `[` is never closed.")).toContain("Branches");
  });

  test("the chosen one stays chosen when another comes in above it", async () => {
    const { until, press, add, tell } = open();
    await until("› main-to-staging");
    add(aPolicy({ name: "a-new-one" }));
    tell({ type: "policy.set", app: "api-service", policy: "a-new-one" });
    await until("  a-new-one");
    await press("x");
    await until("Delete main-to-staging?");
  });

  test("one is deleted only by a yes", async () => {
    const { until, press, frame } = open();
    await until("release/**");
    await press("x");
    await until("Delete main-to-staging?");
    await press("enter");
    expect(frame()).toContain("main-to-staging");
    await press("x", "y", "enter");
    await vi.waitFor(() => expect(frame()).not.toContain("main-to-staging"));
  });

  test("a branch is tried out as it is typed, and a tag after tab", async () => {
    const { until, press, type, matched } = open();
    await until("release/**");
    await press("t");
    await type("main");
    expect(await until("✓ to staging")).toMatchInlineSnapshot(`
      "Policies of api-service                                             ● live  work
        ✓ to staging, by policy main-to-staging

        POLICY           ENVIRONMENT   BRANCHES               TAGS       PULL REQUESTS
      › main-to-staging  staging       main release/**        –          no
        tags             production    –                      v*         yes
















      branch main
      tab try a tag  ctrl+u clear  esc close"
    `);
    expect(matched).toHaveBeenCalledExactlyOnceWith({ branch: "main" });
    await press("tab");
    await until("no policy matches");
    expect(matched).toHaveBeenLastCalledWith({ tag: "main" });
  });
});
