import type { CiSystem } from "./ci-system.ts";

/** https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables, and its git plugin */
export const jenkins: CiSystem = {
  name: "Jenkins",
  detects: (env) => env["JENKINS_URL"] !== undefined || env["JENKINS_HOME"] !== undefined,
  facts: (env) => ({
    sha: env["GIT_COMMIT"],
    // Only multibranch pipelines have BRANCH_NAME; GIT_BRANCH names the remote too.
    branch: env["CHANGE_BRANCH"] ?? env["BRANCH_NAME"] ?? env["GIT_BRANCH"]?.replace(/^origin\//, ""),
    tag: env["TAG_NAME"],
    pullRequest: env["CHANGE_ID"],
    buildNumber: env["BUILD_NUMBER"],
    buildUrl: env["BUILD_URL"],
  }),
};
