import type { CiSystem } from "./ci-system.ts";

/** https://buildkite.com/docs/pipelines/configure/environment-variables */
export const buildkite: CiSystem = {
  name: "Buildkite",
  detects: (env) => env["BUILDKITE"] === "true",
  facts: (env) => ({
    // A build that somebody starts by hand says HEAD; git knows which commit that is.
    sha: env["BUILDKITE_COMMIT"] === "HEAD" ? undefined : env["BUILDKITE_COMMIT"],
    branch: env["BUILDKITE_BRANCH"],
    tag: env["BUILDKITE_TAG"],
    pullRequest: env["BUILDKITE_PULL_REQUEST"] === "false" ? undefined : env["BUILDKITE_PULL_REQUEST"],
    buildNumber: env["BUILDKITE_BUILD_NUMBER"],
    buildUrl: env["BUILDKITE_BUILD_URL"],
  }),
};
