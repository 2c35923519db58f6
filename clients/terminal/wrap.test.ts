import { expect, test } from "vitest";
import { wrapHelp } from "./wrap.ts";

const page = `Deploys a version of an app to an environment.

Usage:
  smithctl deploy APP VERSION --env E [--wait]

Flags:
  --env E     the environment
  --wait      wait until it is written, and fail
  --timeout-of-some-length 60s  how long

Examples:
  smithctl deploy a v1 --reason 'price list cache' --wait`;

test("help goes on below where it began, and commands can still be copied", () => {
  expect(wrapHelp(page, 36)).toBe(`Deploys a version of an app to an
environment.

Usage:
  smithctl deploy APP VERSION --env
    E [--wait]

Flags:
  --env E     the environment
  --wait      wait until it is
              written, and fail
  --timeout-of-some-length 60s how
      long

Examples:
  smithctl deploy a v1 --reason \\
    'price list cache' --wait`);
});

test("help that fits stays as it is", () => {
  expect(wrapHelp(page, 80)).toBe(page);
});
