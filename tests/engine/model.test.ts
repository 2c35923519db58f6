import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { onBothEngines } from "../support/engines.ts";
import { holds, PROPERTY_TIMEOUT } from "../support/arbitrary/holds.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";
import type { Fate } from "./remote.ts";
import { APPS, engineWorld, Run, VERSIONS } from "./world.ts";

type Command = fc.AsyncCommand<object, Run>;

/** Something that may happen at any time. */
const command = (name: string, happen: (run: Run) => Promise<void> | void): Command => ({
  check: () => true,
  run: async (_, run) => {
    await happen(run);
    await run.check(false);
  },
  toString: () => name,
});

const writers = fc.nat({ max: 1 });
const fates: fc.Arbitrary<Fate> = fc.record({
  push: fc.constantFrom("heard", "unheard", "late", "late", "away"),
  stopsAt: fc.constantFrom("nowhere", "nowhere", "built", "pushing", "pushing", "pushed"),
});

const asking = fc
  .tuple(fc.constantFrom(...APPS), fc.constantFrom(...VERSIONS, undefined))
  .map(([app, version]) => command(`ask for ${app} ${version ?? "no more"}`, (run) => run.ask(app, version)));
const writing = fc
  .tuple(writers, fates, fc.boolean())
  .map(([index, fate, byForce]) =>
    command(`writer ${index}${byForce ? " takes over and" : ""} writes: ${JSON.stringify(fate)}`, (run) =>
      run.writer(index).turn(fate, byForce),
    ),
  );
const goingOn = writers.map((index) =>
  command(`writer ${index} goes on`, (run) => run.writer(index).resume()),
);
const arriving = fc.constant(command("a push arrives late", (run) => run.branch.underWay.shift()?.()));
const pushing = fc.constant(command("somebody else pushes", (run) => run.branch.commitForeign()));
const leaving = fc.boolean().map((isAway) =>
  command(`the remote is ${isAway ? "away" : "back"}`, (run) => {
    run.branch.isAway = isAway;
  }),
);

/** What matters is what writers do, and what arrives meanwhile; so these come more often. */
const commands = [
  ...[asking, asking, writing, writing, writing, writing, goingOn, goingOn],
  ...[arriving, arriving, arriving, pushing, leaving],
];

onBothEngines((engine) => {
  let world: Awaited<ReturnType<typeof engineWorld>>;
  beforeAll(async () => {
    world = await engineWorld(engine);
  });
  afterAll(async () => {
    await world.close();
    await removeTemporaryFolders();
  });

  test(
    "whatever happens in whatever order, nothing accepted is lost and nothing is deployed twice",
    { timeout: PROPERTY_TIMEOUT },
    () =>
      holds(
        fc.asyncProperty(fc.commands(commands, { maxCommands: 40, size: "max" }), async (steps) => {
          const run = new Run(world);
          await fc.asyncModelRun(() => ({ model: {}, real: run }), steps);
          await run.settle();
          await run.check(true);
        }),
        { runs: engine.name === "SQLite" ? 300 : 60 },
      ),
  );
});
