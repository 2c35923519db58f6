import { defineConfig } from "vitest/config";

/**
 * `npm test` runs everything but tests/full; `npm run test:full` runs that: what needs tools beyond Node and git. It
 * builds the S3 servers, too, without which `npm test` skips tests/s3.
 */
const suites = {
  tests: { include: ["**/*.test.ts"], exclude: ["tests/full/**"], globalSetup: ["tests/global-setup.ts"] },
  full: {
    include: ["tests/full/**/*.test.ts", "tests/s3/**/*.test.ts"],
    exclude: [],
    globalSetup: ["tests/full/global-setup.ts"],
  },
};
const name = process.env["DEPLOYSMITH_SUITE"] === "full" ? "full" : "tests";
const { exclude, ...suite } = suites[name];

export default defineConfig({
  test: {
    ...suite,
    exclude: ["node_modules/**", "dist/**", ...exclude],
    reporters: ["default", ["json", { outputFile: `reports/${name}.json` }]],
    // Most of a test is waiting for git, a database or a program.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
