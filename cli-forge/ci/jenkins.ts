import { ofGitBranch } from "./ci-system.ts";
import type { CiSystem } from "./ci-system.ts";

/** https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables, and its git plugin */
export const jenkins: CiSystem = {
  name: "Jenkins",
  detects: (env) => env["JENKINS_URL"] !== undefined || env["JENKINS_HOME"] !== undefined,
  facts: (env) => ({
    sha: env["GIT_COMMIT"],
    // Only multibranch pipelines have BRANCH_NAME.
    ...ofGitBranch(env["CHANGE_BRANCH"] ?? env["BRANCH_NAME"] ?? env["GIT_BRANCH"]),
    ...(env["TAG_NAME"] === undefined ? {} : { tag: env["TAG_NAME"] }),
    pullRequest: env["CHANGE_ID"],
    buildNumber: env["BUILD_NUMBER"],
    buildUrl: env["BUILD_URL"],
  }),
};
