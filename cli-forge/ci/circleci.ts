import type { CiSystem } from "./ci-system.ts";

/** https://circleci.com/docs/reference/variables/ */
export const circleci: CiSystem = {
  name: "CircleCI",
  detects: (env) => env["CIRCLECI"] === "true",
  facts: (env) => ({
    sha: env["CIRCLE_SHA1"],
    branch: env["CIRCLE_BRANCH"],
    tag: env["CIRCLE_TAG"],
    // Not CIRCLE_PULL_REQUEST: every build of a branch has it as long as a pull request is open from there. The number
    // is there only for forks, and a fork's branch is called pull/12.
    pullRequest: env["CIRCLE_PR_NUMBER"] ?? /^pull\/(\d+)$/.exec(env["CIRCLE_BRANCH"] ?? "")?.[1],
    // The number of the job, which another run of it changes. For the pipeline's, which CircleCI puts into no variable:
    // `forge publish … --build-number << pipeline.number >>`.
    buildNumber: env["CIRCLE_BUILD_NUM"],
    buildUrl: env["CIRCLE_BUILD_URL"],
  }),
};
