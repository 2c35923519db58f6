import { ofGitBranch } from "./ci-system.ts";
import type { CiSystem, Env } from "./ci-system.ts";

/** Any other CI: most set CI, and these names are the usual ones for the rest. */
export const generic: CiSystem = {
  name: "CI",
  detects: (env) => env["CI"] !== undefined && env["CI"] !== "false" && env["CI"] !== "0",
  facts: (env) => ({
    sha: env["GIT_COMMIT"] ?? env["COMMIT_SHA"],
    ...ofGitBranch(env["GIT_BRANCH"] ?? env["BRANCH_NAME"]),
    ...tagOf(env),
    pullRequest: env["PULL_REQUEST"] === "false" ? undefined : env["PULL_REQUEST"],
    buildNumber: env["BUILD_NUMBER"],
    buildUrl: env["BUILD_URL"],
  }),
};

function tagOf(env: Env) {
  const tag = env["GIT_TAG"] ?? env["TAG_NAME"];
  return tag === undefined ? {} : { tag };
}
