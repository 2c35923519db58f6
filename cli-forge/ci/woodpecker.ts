import type { CiSystem } from "./ci-system.ts";

/** https://woodpecker-ci.org/docs/usage/environment */
export const woodpecker: CiSystem = {
  name: "Woodpecker",
  detects: (env) => env["CI"] === "woodpecker",
  facts: (env) => ({
    sha: env["CI_COMMIT_SHA"],
    // CI_COMMIT_BRANCH is a pull request's target.
    branch: env["CI_COMMIT_PULL_REQUEST"] ? env["CI_COMMIT_SOURCE_BRANCH"] : env["CI_COMMIT_BRANCH"],
    tag: env["CI_COMMIT_TAG"],
    pullRequest: env["CI_COMMIT_PULL_REQUEST"],
    buildNumber: env["CI_PIPELINE_NUMBER"],
    buildUrl: env["CI_PIPELINE_URL"],
  }),
};
