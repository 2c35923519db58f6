import { expect, test } from "vitest";
import type { Deployment } from "../../../generated/api.ts";
import { aDeployment, before } from "../testing/a-deployment.ts";
import { aProblem } from "../testing/a-problem.ts";
import { aVersion } from "../testing/a-plan.ts";
import { anApp, running } from "../testing/an-app.ts";
import { fakeFeed, untilTheEnd } from "../testing/events.ts";
import { fakeSession } from "../testing/fake-session.ts";
import { ranThere, type RanThere } from "./ran-there.ts";

const ran = (version: string | undefined, hours: number, given: Partial<Deployment> = {}) =>
  aDeployment({ version, finishedAt: before(hours * 3600), ...given });

/** All that is known of what ran in staging, where v4 runs, unless nothing does. */
async function read(
  deployments: Deployment[],
  environments = [running("staging", { version: "v4", rollbackTo: "v2" })],
) {
  const signal = untilTheEnd();
  const { session } = fakeSession(
    {
      appView: async () => anApp({ environments }),
      deploymentList: async () => ({ items: deployments }),
      versionView: async ({ path }) => {
        if (path.version === "gone") throw aProblem(404, "version-unknown", "There is no such version.");
        return aVersion({ id: path.version });
      },
    },
    signal,
  );
  const states = ranThere(
    { ...session, feed: fakeFeed(signal) },
    { app: "api-service", environment: "staging" },
    signal,
  );
  const seen = [await states.next(), await states.next()];
  return seen.map(({ value }) => value as RanThere);
}

const versionsOf = ({ earlier }: RanThere) => earlier?.map(({ version }) => version);

test("each version is there once, where it ran last; neither the running one, nor removals, nor what changed nothing", async () => {
  const [seen] = await read([
    ran("v4", 1),
    ran("v3", 2),
    ran(undefined, 3, { kind: "removal" }),
    ran("v2", 4),
    ran("v3", 5),
    ran("v1", 6, { changed: false }),
    ran("v4", 7),
  ]);
  expect(seen!.running).toBe("v4");
  expect(versionsOf(seen!)).toEqual(["v3", "v2"]);
  expect(seen!.earlier![0]).toMatchObject({ deployedAt: before(7200), deployedBy: "ada", isUsual: false });
  expect(seen!.earlier![1]).toMatchObject({ isUsual: true });
});

test("the list is there before it is said what its versions are, and of ten it is said", async () => {
  const many = Array.from({ length: 12 }, (_, index) => ran(`r${index}`, index));
  const [first, second] = await read(many);
  expect(first!.earlier!.every(({ message }) => message === undefined)).toBe(true);
  expect(second!.earlier!.filter(({ message }) => message !== undefined)).toHaveLength(10);
});

test("a version of which nothing can be read is there without its message", async () => {
  const [, second] = await read([ran("v3", 1), ran("gone", 2)]);
  expect(versionsOf(second!)).toEqual(["v3", "gone"]);
  expect(second!.earlier!.map(({ message }) => message !== undefined)).toEqual([true, false]);
});

test("where nothing runs, one can go back to what ran last", async () => {
  const [seen] = await read([ran(undefined, 1, { kind: "removal" }), ran("v4", 2)], []);
  expect(seen!.running).toBeUndefined();
  expect(versionsOf(seen!)).toEqual(["v4"]);
});
