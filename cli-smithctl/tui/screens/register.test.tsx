import { describe, expect, test, vi } from "vitest";
import type { AppRegistration } from "../../../generated/api.ts";
import type { ProblemError } from "../../../clients/problems.ts";
import { aProblem } from "../testing/a-problem.ts";
import type { Place } from "../app/place.ts";
import { openScreen } from "../testing/open-screen.tsx";

interface Given {
  at?: Place;
  columns?: number;
  rows?: number;
  /** What smithd's answer waits for. */
  until?: Promise<void>;
}

function open({ at = { at: "register" }, until, ...size }: Given = {}, refuse?: ProblemError) {
  const registered: AppRegistration[] = [];
  const screen = openScreen({
    at,
    ...size,
    client: {
      appList: async () => ({ items: [] }),
      environmentList: async () => ({ items: [] }),
      appRegister: async ({ body }) => {
        await until;
        if (refuse) throw refuse;
        registered.push(body);
        return { ...body, etag: "", createdAt: "", updatedAt: "", environments: [], holds: [], attempts: [] };
      },
    },
  });
  return { ...screen, registered };
}

describe("registering an app", () => {
  test("asks for its name first, and says what belongs there", async () => {
    const { until } = open();
    expect(await until("such as api-service")).toMatchInlineSnapshot(`
      "Register an app                                                     ● live  work

      › Name
        Description
        Source URL
        Namespace
















      What its versions call it, such as api-service.
      ctrl+s save  tab next  esc cancel"
    `);
  });

  test("suggests how a name could be while it is typed", async () => {
    const { until, type } = open();
    await until("Name");
    await type("Api Service");
    await until("at most 63: api-service");
  });

  test("sends what is filled in", async () => {
    const { until, type, press, registered } = open({ columns: 200, rows: 50 });
    await until("Name");
    await type("mailer");
    await press("tab");
    await type("Sends mail?");
    await press("down", "down", "enter");
    await vi.waitFor(() => expect(registered).toEqual([{ name: "mailer", description: "Sends mail?" }]));
  });

  test("shows a fault at its field, until that is changed", async () => {
    const { until, type, press, frame } = open(
      {},
      aProblem(400, "request-invalid", "", [{ pointer: "/body/sourceUrl", detail: "must be https" }]),
    );
    await until("Name");
    await type("mailer");
    await press("tab", "tab");
    await type("http://x");
    await press("ctrl+s");
    expect(await until("✗ must be https")).toMatchInlineSnapshot(`
      "Register an app                                                     ● live  work

        Name         mailer
        Description
      › Source URL   http://x
                     ✗ must be https
        Namespace















      https://… of its sources, for links to commits. May be empty.
      ctrl+s save  tab next  esc cancel"
    `);
    await press("y");
    await until("http://xy");
    expect(frame()).not.toContain("✗ must be https");
  });

  test("says what is the matter elsewhere, and that a name is missing", async () => {
    const { until, press, type } = open({}, aProblem(409, "app-exists", "mailer is registered already."));
    await until("Name");
    await press("ctrl+s");
    await until("✗ An app needs a name.");
    await type("mailer");
    await press("ctrl+s");
    await until("mailer is registered already.");
  });

  test("shows the field that is typed into on the smallest screen", async () => {
    const { until, press } = open({ columns: 40, rows: 10 });
    await until("Name");
    await press("up");
    await until("› Namespace");
  });

  test("that is left while smithd takes it leads nowhere once it has", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { until, type, press, registered } = open({ at: { at: "overview" }, until: promise });
    await until("No app is registered yet.");
    await press("a");
    await until("Register an app");
    await type("mailer");
    await press("ctrl+s");
    await until("Saving …");
    await press("esc");
    await until("Overview");
    resolve();
    await vi.waitFor(() => expect(registered).toHaveLength(1));
    await press("C");
    await until("Contexts");
    await press("esc");
    await until("Overview");
  });

  test("says all of why smithd did not take it, and what to do", async () => {
    const long = `mailer ${"is registered already. ".repeat(9)}`.trim();
    const { until, press, type } = open({}, aProblem(409, "app-exists", long));
    await until("Name");
    await type("mailer");
    await press("ctrl+s");
    const seen = await until("app-exists");
    expect(seen.replace(/\s+/g, " ")).toContain(long);
    expect(seen).toContain("› Name");
  });

  test("is left without registering anything", async () => {
    const { until, type, press, registered } = open();
    await until("Name");
    await type("mailer");
    await press("esc");
    expect(registered).toEqual([]);
  });
});
