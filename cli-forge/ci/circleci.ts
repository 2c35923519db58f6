import type { CiSystem } from "./ci-system.ts";

/** https://circleci.com/docs/reference/variables/ */
export const circleci: CiSystem = {
  name: "CircleCI",
  detects: (env) => env["CIRCLECI"] === "true",
  facts: (env) => ({
    sha: env["CIRCLE_SHA1"],
    branch: env["CIRCLE_BRANCH"],
    tag: env["CIRCLE_TAG"],
    // The number is there only for forks, and a fork's branch is called pull/12.
    pullRequest:
      env["CIRCLE_PR_NUMBER"] ??
      /\/(\d+)$/.exec(env["CIRCLE_PULL_REQUEST"] ?? "")?.[1] ??
      /^pull\/(\d+)/.exec(env["CIRCLE_BRANCH"] ?? "")?.[1],
    buildNumber: env["CIRCLE_BUILD_NUM"],
    buildUrl: env["CIRCLE_BUILD_URL"],
  }),
};
