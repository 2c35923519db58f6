import { beforeEach, describe, expect, test } from "vitest";
import { NOON } from "../../testing/a-deployment.ts";
import { anApp, anEnvironment } from "../../testing/an-app.ts";
import { openOverview } from "../../testing/open-overview.tsx";
import { stopClock } from "../../testing/stop-clock.ts";

beforeEach(() => stopClock(NOON));

describe("the chosen place stays chosen", () => {
  test("when an app is registered above it, also before any key", async () => {
    const { until, press, known, tell } = openOverview();
    await until("› api-service");
    known.unshift(anApp({ name: "aaa" }));
    tell({ type: "app.registered", app: "aaa" });
    await until("6 apps");
    await until("› api-service");
    await press("d");
    await until("Deploy api-service to");
  });

  test("when an app is registered above the one that a filter has left", async () => {
    const { until, press, known, tell } = openOverview();
    await until("5 apps ");
    await press("/bil");
    await until("/ bil");
    await press("enter");
    await until("1 of 5 apps");
    known.unshift(anApp({ name: "a-bill" }));
    tell({ type: "app.registered", app: "a-bill" });
    await until("  a-bill");
    await until("› billing");
  });

  test("and what is new above it is seen where the list is seen from its top", async () => {
    const apps = Array.from({ length: 20 }, (_, index) =>
      anApp({ name: `b-${String(index).padStart(2, "0")}` }),
    );
    const { until, known, tell } = openOverview({ apps, columns: 40, rows: 10 });
    await until("› b-00");
    known.unshift(anApp({ name: "aaa" }));
    tell({ type: "app.registered", app: "aaa" });
    expect(await until("  aaa")).toContain("› b-00");
  });

  test("when an app above it is archived, also in a filtered list", async () => {
    const { until, press, known, tell } = openOverview();
    await until("5 apps ");
    await press("/");
    await until("go on");
    await press(..."i", "enter", "j", "j");
    await until("› mailer");
    known.shift();
    tell({ type: "app.archived", app: "api-service" });
    await until("2 of 4 apps");
    await until("› mailer");
  });

  test("when an environment is declared to the left of it", async () => {
    const { until, press, declared, hear } = openOverview();
    await until("5 apps ");
    await press("l");
    await until("staging  42540c4-123");
    declared.unshift(anEnvironment("preview"));
    hear({ kind: "reset", id: "3" });
    await until("PREVIEW");
    await press("d");
    await until("Deploy api-service to staging");
  });
});
