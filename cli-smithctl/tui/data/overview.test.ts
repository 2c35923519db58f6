import { expect, test, vi } from "vitest";
import type { App, StreamEvent } from "../../../generated/api.ts";
import { aProblem } from "../testing/a-problem.ts";
import { anApp, anEnvironment } from "../testing/an-app.ts";
import { anEvent, fakeFeed, untilTheEnd } from "../testing/events.ts";
import { fakeSession } from "../testing/fake-session.ts";
import { overview, type Overview } from "./overview.ts";

/** A smithd with these apps, given in pages as it does, and what is seen of it. */
function open(names: readonly string[]) {
  const signal = untilTheEnd();
  const feed = fakeFeed(signal);
  const apps = new Map(names.map((name) => [name, anApp({ name })]));
  const viewed = vi.fn<(name: string) => void>();
  const listed = vi.fn<(query: object) => void>();
  const smithd: { failure?: Error } = {};
  const { session } = fakeSession(
    {
      appList: async ({ query = {} } = {}) => {
        listed(query);
        if (smithd.failure) throw smithd.failure;
        const all = [...apps.values()].filter((app) => app.archivedAt === undefined);
        const start = Number(query.cursor ?? 0);
        const end = start + query.limit!;
        return { items: all.slice(start, end), ...(end < all.length && { nextCursor: String(end) }) };
      },
      appView: async ({ path }) => {
        viewed(path.app);
        const app = apps.get(path.app);
        if (!app) throw aProblem(404, "app-unknown", "There is no such app.");
        return app;
      },
      environmentList: async () => ({ items: [anEnvironment("production"), anEnvironment("staging")] }),
    },
    signal,
  );
  const states = overview({ ...session, feed }, signal);
  const next = async () => (await states.next()).value as Overview;
  const until = async (isThere: (state: Overview) => boolean): Promise<Overview> => {
    for (;;) {
      const state = await next();
      if (isThere(state)) return state;
    }
  };
  const happens = (...events: StreamEvent[]) => feed.put({ kind: "events", events });
  const set = (app: App) => apps.set(app.name, app);
  return { next, until, happens, set, apps, viewed, listed, smithd, feed };
}

const isComplete = (state: Overview) => state.isComplete;
const namesOf = (state: Overview) => state.apps.map(({ name }) => name);
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => `app-${String(index).padStart(4, "0")}`);

test("the first screen is there before the rest, and the rest is read page by page", async () => {
  const { next, listed } = open(many(450));
  expect((await next()).apps).toHaveLength(50);
  const all = await next();
  expect(all).toMatchObject({ isComplete: true });
  expect(all.apps).toHaveLength(450);
  expect(all.environments.map(({ name }) => name)).toEqual(["production", "staging"]);
  expect(listed).toHaveBeenCalledTimes(4);
});

test("only what has changed is read again: new, changed, archived and unknown apps", async () => {
  const { until, next, happens, set, viewed } = open(["api-service", "billing", "gone"]);
  await until(isComplete);
  set(anApp({ name: "aaa" }));
  set(anApp({ name: "billing", archivedAt: "2026-11-30T11:00:00Z" }));
  set(anApp({ name: "api-service", description: "new" }));
  const apps = ["aaa", "billing", "api-service", "api-service", "never"];
  happens(...apps.map((app) => anEvent({ app })), anEvent({ app: undefined, key: "k" } as object));
  const mended = await next();
  expect(namesOf(mended)).toEqual(["aaa", "api-service", "gone"]);
  expect(mended.apps[1]).toMatchObject({ description: "new" });
  expect(viewed.mock.calls.flat().toSorted()).toEqual(["aaa", "api-service", "billing", "never"]);
});

test("where very many have changed, all is read as pages, and what was known stays until then", async () => {
  const { until, next, happens, viewed } = open(many(450));
  await until(isComplete);
  happens(...many(101).map((app) => anEvent({ app })));
  expect(await next()).toMatchObject({ isComplete: true });
  expect(viewed).not.toHaveBeenCalled();
});

test("what cannot be read is told beside what is known", async () => {
  const { until, next, smithd, feed } = open(["api-service"]);
  await until(isComplete);
  smithd.failure = aProblem(503, "database-unavailable", "The database cannot be reached.");
  feed.put({ kind: "everything" });
  expect(await next()).toMatchObject({
    apps: [{ name: "api-service" }],
    trouble: { code: "database-unavailable" },
  });
});

test("what was read first stays where the rest cannot be read", async () => {
  const { next, smithd } = open(many(450));
  await next();
  smithd.failure = aProblem(503, "database-unavailable", "The database cannot be reached.");
  const state = await next();
  expect(state).toMatchObject({ isComplete: false, trouble: { code: "database-unavailable" } });
  expect(state.apps).toHaveLength(50);
});
