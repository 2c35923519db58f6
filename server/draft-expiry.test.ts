import { pino } from "pino";
import { expect, test } from "vitest";
import { watchDraftExpiry } from "./draft-expiry.ts";
import type { DraftExpiryState } from "./domain/ports.ts";

const MINUTE = 60_000;

/** A bucket whose rules say `state`, or cannot be read. */
function bucket() {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const world = { state: "absent" as DraftExpiryState | Error, asked: 0, now: 0 };
  const state = async () => {
    world.asked++;
    if (world.state instanceof Error) throw world.state;
    return world.state;
  };
  const ask = watchDraftExpiry({ state, install: async () => {} }, log, () => world.now);
  const said = () => lines.splice(0).map((line) => (JSON.parse(line) as { msg: string }).msg);
  return { world, ask, said };
}

test("the bucket is asked once for any number of probes, and again after ten minutes", async () => {
  const { world, ask, said } = bucket();
  await Promise.all([ask(), ask()]);
  world.now = 10 * MINUTE - 1;
  expect(await ask()).toContain("doctor --fix");
  expect(world.asked).toBe(1);
  world.now = 10 * MINUTE;
  world.state = "installed";
  expect(await ask()).toBe("ok");
  expect(said()).toEqual([expect.stringContaining("missing")]);
});

test("rules that cannot be read are told once, and asked for once a minute", async () => {
  const { world, ask, said } = bucket();
  world.state = new Error("AccessDenied");
  for (let index = 0; index < 3; index++) await expect(ask()).rejects.toThrow("AccessDenied");
  expect(world.asked).toBe(1);
  world.now = MINUTE;
  await expect(ask()).rejects.toThrow("AccessDenied");
  expect(world.asked).toBe(2);
  expect(said()).toEqual([expect.stringContaining("cannot be read")]);
  world.now = 2 * MINUTE;
  world.state = "installed";
  expect(await ask()).toBe("ok");
});
