import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["tests/global-setup.ts"],
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", "dist/**", "tests/full/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
