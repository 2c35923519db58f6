import type { CiSystem } from "./ci-system.ts";

/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
export const gitlab: CiSystem = {
  name: "GitLab CI",
  detects: (env) => env["GITLAB_CI"] !== undefined,
  facts: (env) => ({
    sha: env["CI_COMMIT_SHA"],
    branch:
      env["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] ??
      env["CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"] ??
      env["CI_COMMIT_BRANCH"],
    tag: env["CI_COMMIT_TAG"],
    // External ones are GitHub's, for a project that GitLab mirrors.
    pullRequest: env["CI_MERGE_REQUEST_IID"] ?? env["CI_EXTERNAL_PULL_REQUEST_IID"],
    // Counts within the project, unlike CI_PIPELINE_ID.
    buildNumber: env["CI_PIPELINE_IID"],
    buildUrl: env["CI_PIPELINE_URL"],
  }),
};
