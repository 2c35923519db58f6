import type { CiSystem } from "./ci-system.ts";

/** https://docs.drone.io/pipeline/environment/reference/ */
export const drone: CiSystem = {
  name: "Drone",
  detects: (env) => env["DRONE"] === "true",
  facts: (env) => ({
    sha: env["DRONE_COMMIT_SHA"],
    // DRONE_BRANCH is a pull request's target.
    branch: env["DRONE_PULL_REQUEST"] ? env["DRONE_SOURCE_BRANCH"] : env["DRONE_BRANCH"],
    tag: env["DRONE_TAG"],
    pullRequest: env["DRONE_PULL_REQUEST"],
    buildNumber: env["DRONE_BUILD_NUMBER"],
    buildUrl: env["DRONE_BUILD_LINK"],
  }),
};
