import { beforeEach, describe, expect, test } from "vitest";
import { ConnectionError } from "../../../clients/problems.ts";
import { NOON } from "../testing/a-deployment.ts";
import { aProblem } from "../testing/a-problem.ts";
import { anEnvironment } from "../testing/an-app.ts";
import { openOverview } from "../testing/open-overview.tsx";
import { openScreen } from "../testing/open-screen.tsx";
import { stopClock } from "../testing/stop-clock.ts";

beforeEach(() => stopClock(NOON));

describe("the overview", () => {
  test("shows in 80 columns what runs where, with every mark", async () => {
    expect(await openOverview().until("5 apps ")).toMatchInlineSnapshot(`
      "Overview  5 apps                                                    ● live  work
        APP                       PRODUCTION                 STAGING
      › api-service               ·                          42540c4-123 ↑   1h ada
        billing                   ·                          42540c4-123 ✗   1h ada
        mailer                    ·                          42540c4-123 ‖   1h ada
        shop                      42540c4-123 ≠   1h ada     ·
        web                       ·                          ⠋















      production  nothing runs
      enter open  d deploy  / filter  ? help  q quit  r roll back"
    `);
  });

  test("shows more in 200 columns", async () => {
    const { until } = openOverview({ columns: 200, rows: 50 });
    expect((await until("5 apps ")).split("\n").slice(0, 7).join("\n")).toMatchInlineSnapshot(`
      "Overview  5 apps                                                                                                                                                                            ● live  work
        APP                               PRODUCTION                                STAGING
      › api-service                       ·                                         42540c4-123 ↑   1h ada
        billing                           ·                                         42540c4-123 ✗   1h ada
        mailer                            ·                                         42540c4-123 ‖   1h ada
        shop                              42540c4-123 ≠   1h ada                    ·
        web                               ·                                         ⠋"
    `);
  });

  test("is of use on the smallest screen, and on an odd one", async () => {
    expect(await openOverview({ columns: 40, rows: 10 }).until("5 apps")).toMatchInlineSnapshot(`
      "Overview  5 apps            ● live  work
        APP           PRODUCTION →
      › api-service   ·
        billing       ·
        mailer        ·
        shop          42540c4-123 ≠   1h ada
        web           ·

      production  nothing runs
      enter open  d deploy  / filter  ? help"
    `);
    expect(await openOverview({ columns: 79, rows: 23 }).until("5 apps")).toContain("STAGING");
  });

  test("shows the environments around the chosen one where not all fit", async () => {
    const environments = ["a", "b", "c", "d", "e"].map((name) => anEnvironment(`env-${name}`));
    const { until, press, frame } = openOverview({ environments });
    const first = await until("5 apps ");
    expect(first.split("\n")[1]).toMatchInlineSnapshot(
      `"  APP                       ENV-A             ENV-B             ENV-C →"`,
    );
    await press("l", "l");
    expect(frame().split("\n")[1]).toMatchInlineSnapshot(
      `"  APP                       ← ENV-B           ENV-C             ENV-D →"`,
    );
    await press("l", "right", "right");
    expect(frame().split("\n")[1]).toMatchInlineSnapshot(
      `"  APP                       ← ENV-C           ENV-D             ENV-E"`,
    );
    expect(frame()).toContain("env-e  nothing runs");
    await press("h");
    expect(frame()).toContain("env-d  nothing runs");
  });

  test("environments where nothing of the apps is take little room", async () => {
    const environments = ["a", "b", "c", "staging"].map((name) => anEnvironment(name));
    const seen = await openOverview({ environments }).until("5 apps ");
    expect(seen.split("\n")[1]).toMatch(/^ {2}APP +A {9}B {9}C {9}STAGING$/);
  });

  test("filters by name and description while it is typed, and esc shows all again", async () => {
    const { until, press, type } = openOverview();
    await until("5 apps ");
    await press("/");
    await type("shop");
    const filtered = await until("2 of 5 apps");
    expect(filtered).toContain("› api-service");
    expect(filtered).not.toContain("billing");
    await type("x");
    await until("No app has “shopx” in its name or description.");
    await press("esc");
    await until("billing");
    await press("/shop\r");
    await until("2 of 5 apps with “shop”");
    await press("esc");
    await until("Overview  5 apps ");
  });

  test("takes keys that arrive together one after the other", async () => {
    const { until, press } = openOverview();
    await until("5 apps ");
    await press("/web\r");
    await until("1 of 5 apps");
    await until("? help");
    await press("/\x15mail\r");
    expect(await until("› mailer")).not.toContain("› web");
  });

  test("sorts by what was deployed last and by what needs attention, from the top", async () => {
    const { until, press } = openOverview();
    await until("5 apps ");
    await press("G", "s");
    expect(await until("by last deployed")).toContain("› api-service");
    await press("s");
    expect(await until("by needs attention")).toContain("› billing");
    await press("s");
    expect(await until("5 apps ")).toContain("› api-service");
  });

  test("n goes from one app that needs attention to the next, and w says why", async () => {
    const { until, press } = openOverview();
    await until("5 apps ");
    await press("n");
    await until("› billing");
    await press("n");
    await until("› shop");
    await press("n", "n", "l", "w");
    await until("belongs to price-list.");
    await press("esc");
    await until("Overview");
  });

  test("says why something is not possible", async () => {
    const { until, press } = openOverview();
    await until("5 apps ");
    await press("w");
    await until("nothing failed here or is under way");
    await press("r");
    await until("nothing runs in production");
  });

  test("help has all keys and signs", async () => {
    const { until, press } = openOverview();
    await until("5 apps ");
    await press("?");
    expect(await until("Keys of this screen")).toMatchInlineSnapshot(`
      "Overview  5 apps                                                    ● live  work
      Keys of this screen

        enter              open the app
        d                  deploy the newest version
        r                  roll back (nothing runs in production)
        /                  filter apps
        w                  why it failed, or how far it is (nothing failed here or is…
        p                  policies
        n                  next app that needs attention
        s                  sort by last deployed
        h ←                environment to the left
        l →                environment to the right
        a                  register an app
        y                  copy the id of the version that runs (nothing runs here)
        j ↓                down
        k ↑                up
        PgDn ctrl+d space  page down
        PgUp ctrl+u        page up
        g Home             to the top
        G End              to the end
        ?                  help
      lines 1–21 of 36; ↓ reads on
      ↓ down  ↑ up  esc close"
    `);
    await press("G");
    expect(await until("Any other key closes this.")).toContain("↑  a newer version is published");
    await press("x");
    await until("5 apps ");
  });

  test("the palette finds what can be done by its words", async () => {
    const { until, press, type } = openOverview();
    await until("5 apps ");
    await press(":");
    await type("sort");
    expect(await until("sort by last deployed")).toMatchInlineSnapshot(`
      "Overview  5 apps                                                    ● live  work
      :sort

      › s  sort by last deployed


















      production  nothing runs
      enter do it  ↑ up  ↓ down  esc close"
    `);
    await press("enter");
    await until("by last deployed");
  });

  test("teaches those who see it for the first time", async () => {
    expect(await openOverview({ apps: [] }).until("No app is registered yet.")).toMatchInlineSnapshot(`
      "Overview  0 apps                                                    ● live  work

        No app is registered yet.

        Press a to register one, or let CI do it:

          smithctl apps register api-service
          forge publish ./manifests --app api-service

        What is published shows up here, and what runs where.













      / filter  ? help  q quit  enter open  d deploy  r roll back"
    `);
  });

  test("says why nothing can be shown", async () => {
    const screen = openScreen({
      at: { at: "overview" },
      client: {
        appList: async () => {
          throw aProblem(503, "database-unavailable", "The database cannot be reached.");
        },
        environmentList: async () => ({ items: [anEnvironment("staging")] }),
      },
    });
    expect(await screen.until("The database cannot be reached.")).toContain("database-unavailable");
  });

  test("keeps what is known when the connection is lost, and says how old it is", async () => {
    const { until, hear } = openOverview();
    await until("● live");
    const error = new ConnectionError("smithd.example.com does not answer.", {
      unsent: true,
      temporary: true,
      next: "",
      cause: undefined,
    });
    hear({ kind: "lost", error, silentMs: 0, retryInMs: 1000 });
    expect(await until("✗ stale 0s, retrying")).toContain("api-service");
    hear({ kind: "live", id: "1" });
    await until("● live");
  });

  test("says what could not be read again beside what is known", async () => {
    const { until, hear, fail } = openOverview();
    await until("5 apps ");
    fail(aProblem(503, "database-unavailable", "The database cannot be reached."));
    hear({ kind: "reset", id: "3" });
    expect(await until("The database cannot be reached.")).toContain("api-service");
  });
});
