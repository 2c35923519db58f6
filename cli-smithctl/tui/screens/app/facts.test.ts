import { beforeEach, expect, test } from "vitest";
import { NOON } from "../../testing/a-deployment.ts";
import { anApp, onHold, running } from "../../testing/an-app.ts";
import { stopClock } from "../../testing/stop-clock.ts";
import { plainText } from "../../text/line.ts";
import { factLines } from "./facts.ts";

beforeEach(() => stopClock(NOON));

test("where not all places fit those stay where something happens", () => {
  const app = anApp({ description: "", environments: [running("env-5")], holds: [onHold("env-9")] });
  const names = Array.from({ length: 10 }, (_, index) => `env-${index}`);
  const seen = factLines(app, names, Date.parse(NOON), 4).map(plainText);
  expect(seen.map((line) => line.slice(0, 10).trim())).toEqual([
    "env-9  not",
    "env-5  425",
    "env-0  not",
    "and 7 more",
  ]);
  expect(factLines(app, names, Date.parse(NOON), 10)).toHaveLength(10);
});
