import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { checks } from "../scripts/checks.ts";

// The same as `npm run check`, so that nobody has to remember it.
test.each(checks)("$name", { timeout: 120_000 }, ({ command, args }) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  expect(status, `${stdout}${stderr}`).toBe(0);
});
