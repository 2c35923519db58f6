import { defineConfig } from "vitest/config";

/**
 * `npm test` runs everything but what is heavier: tests/full, run by `npm run test:full`, needs tools beyond Node and git
 * and builds the S3 servers, without which `npm test` skips tests/s3; tests/faults, run by `npm run test:faults`, kills
 * and disturbs real processes in many rounds.
 */
const suites = {
  tests: {
    include: ["**/*.test.ts", "**/*.test.tsx"],
    exclude: ["tests/full/**", "tests/faults/*.test.ts"],
    globalSetup: ["tests/global-setup.ts"],
    testTimeout: 60_000,
  },
  full: {
    include: ["tests/full/**/*.test.ts", "tests/s3/**/*.test.ts"],
    exclude: [],
    globalSetup: ["tests/full/global-setup.ts"],
    testTimeout: 60_000,
  },
  faults: {
    include: ["tests/faults/*.test.ts"],
    exclude: [],
    globalSetup: ["tests/faults/global-setup.ts"],
    // Each scenario has limits of its own that say what never came; this is for one that hangs.
    testTimeout: 600_000 * Math.max(1, Number(process.env["FAULT_ROUNDS"] ?? 1)),
  },
};
const asked = process.env["DEPLOYSMITH_SUITE"];
const name = asked === "full" || asked === "faults" ? asked : "tests";
const { exclude, ...suite } = suites[name];

export default defineConfig({
  test: {
    ...suite,
    exclude: ["node_modules/**", "dist/**", ...exclude],
    reporters: ["default", ["json", { outputFile: `reports/${name}.json` }]],
    // Most of a test is waiting for git, a database or a program.
    maxWorkers: 2,
    hookTimeout: 60_000,
    // What another process wrote is found within a second, and machines that build are slow.
    expect: { poll: { timeout: 10_000 } },
  },
});
