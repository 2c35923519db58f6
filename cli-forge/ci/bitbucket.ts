import type { CiSystem } from "./ci-system.ts";

/** https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ */
export const bitbucket: CiSystem = {
  name: "Bitbucket Pipelines",
  detects: (env) => env["BITBUCKET_BUILD_NUMBER"] !== undefined,
  facts: (env) => ({
    sha: env["BITBUCKET_COMMIT"],
    branch: env["BITBUCKET_BRANCH"],
    tag: env["BITBUCKET_TAG"],
    pullRequest: env["BITBUCKET_PR_ID"],
    buildNumber: env["BITBUCKET_BUILD_NUMBER"],
    buildUrl: env["BITBUCKET_REPO_FULL_NAME"]
      ? `https://bitbucket.org/${env["BITBUCKET_REPO_FULL_NAME"]}/pipelines/results/${env["BITBUCKET_BUILD_NUMBER"]}`
      : undefined,
  }),
};
