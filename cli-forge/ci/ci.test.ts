import { expect, test } from "vitest";
import { detectCi } from "./index.ts";

const sha = "42540c4f0e3b7c0c8d0f5a6b1c2d3e4f5a6b7c8d";

const github = {
  CI: "true",
  GITHUB_ACTIONS: "true",
  GITHUB_SHA: sha,
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "example/api",
  GITHUB_RUN_ID: "900",
  GITHUB_RUN_NUMBER: "12",
};
const gitlab = {
  CI: "true",
  GITLAB_CI: "true",
  CI_COMMIT_SHA: sha,
  CI_PIPELINE_ID: "9000",
  CI_PIPELINE_IID: "12",
  CI_PIPELINE_URL: "https://ci.example.com/12",
};
const jenkins = {
  JENKINS_URL: "https://ci.example.com/",
  GIT_COMMIT: sha,
  BUILD_NUMBER: "12",
  BUILD_URL: "https://ci.example.com/12",
};
const circleci = {
  CI: "true",
  CIRCLECI: "true",
  CIRCLE_SHA1: sha,
  CIRCLE_BUILD_NUM: "12",
  CIRCLE_BUILD_URL: "https://ci.example.com/12",
};
const buildkite = {
  CI: "true",
  BUILDKITE: "true",
  BUILDKITE_COMMIT: sha,
  BUILDKITE_BUILD_NUMBER: "12",
  BUILDKITE_BUILD_URL: "https://ci.example.com/12",
};
const azure = {
  TF_BUILD: "True",
  BUILD_SOURCEVERSION: sha,
  BUILD_BUILDID: "12",
  BUILD_BUILDNUMBER: "20261124.3",
  SYSTEM_COLLECTIONURI: "https://dev.azure.com/example/",
  SYSTEM_TEAMPROJECT: "My shop",
};
const bitbucket = {
  CI: "true",
  BITBUCKET_BUILD_NUMBER: "12",
  BITBUCKET_COMMIT: sha,
  BITBUCKET_REPO_FULL_NAME: "example/api",
};
const drone = {
  CI: "true",
  DRONE: "true",
  DRONE_COMMIT_SHA: sha,
  DRONE_BUILD_NUMBER: "12",
  DRONE_BUILD_LINK: "https://ci.example.com/12",
};
const woodpecker = {
  CI: "woodpecker",
  CI_COMMIT_SHA: sha,
  CI_PIPELINE_NUMBER: "12",
  CI_PIPELINE_URL: "https://ci.example.com/12",
};
const generic = { CI: "1", COMMIT_SHA: sha, BUILD_NUMBER: "12", BUILD_URL: "https://ci.example.com/12" };

test.each([
  [github, "GitHub Actions", "https://github.com/example/api/actions/runs/900"],
  [gitlab, "GitLab CI", "https://ci.example.com/12"],
  [jenkins, "Jenkins", "https://ci.example.com/12"],
  [circleci, "CircleCI", "https://ci.example.com/12"],
  [buildkite, "Buildkite", "https://ci.example.com/12"],
  [azure, "Azure Pipelines", "https://dev.azure.com/example/My%20shop/_build/results?buildId=12"],
  [bitbucket, "Bitbucket Pipelines", "https://bitbucket.org/example/api/pipelines/results/12"],
  [drone, "Drone", "https://ci.example.com/12"],
  [woodpecker, "Woodpecker", "https://ci.example.com/12"],
  [generic, "CI", "https://ci.example.com/12"],
])("%#: the commit and the build of $1", (env, system, buildUrl) => {
  expect(detectCi(env)).toMatchObject({ system, sha, buildNumber: "12", buildUrl });
});

type Case = [what: string, base: object, env: Record<string, string>, expected: object];

test.each<Case>([
  [
    "a branch",
    github,
    { GITHUB_REF: "refs/heads/a/b", GITHUB_REF_NAME: "a/b", GITHUB_REF_TYPE: "branch", GITHUB_HEAD_REF: "" },
    { branch: "a/b" },
  ],
  [
    "a tag",
    github,
    { GITHUB_REF: "refs/tags/v1", GITHUB_REF_NAME: "v1", GITHUB_REF_TYPE: "tag" },
    { tag: "v1" },
  ],
  [
    "a pull request",
    github,
    { GITHUB_REF: "refs/pull/7/merge", GITHUB_REF_NAME: "7/merge", GITHUB_HEAD_REF: "fix" },
    { branch: "fix", pullRequest: "7" },
  ],
  [
    "a review of one",
    github,
    { GITHUB_REF: "refs/pull/7/merge", GITHUB_REF_NAME: "7/merge", GITHUB_REF_TYPE: "branch" },
    { branch: "7/merge", pullRequest: "7" },
  ],
  [
    "pull_request_target",
    github,
    { GITHUB_REF: "refs/heads/main", GITHUB_REF_NAME: "main", GITHUB_HEAD_REF: "fix" },
    { branch: "fix", pullRequest: "unknown" },
  ],
  ["a branch", gitlab, { CI_COMMIT_BRANCH: "main" }, { branch: "main" }],
  ["a tag", gitlab, { CI_COMMIT_TAG: "v1" }, { tag: "v1" }],
  [
    "a merge request",
    gitlab,
    { CI_MERGE_REQUEST_IID: "7", CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "fix" },
    { branch: "fix", pullRequest: "7" },
  ],
  [
    "an external pull request",
    gitlab,
    {
      CI_COMMIT_BRANCH: "main",
      CI_EXTERNAL_PULL_REQUEST_IID: "7",
      CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME: "fix",
    },
    { branch: "fix", pullRequest: "7" },
  ],
  ["a multibranch branch", jenkins, { BRANCH_NAME: "main", GIT_BRANCH: "origin/other" }, { branch: "main" }],
  ["a remote's branch", jenkins, { GIT_BRANCH: "origin/feature/x" }, { branch: "feature/x" }],
  ["a full reference", jenkins, { GIT_BRANCH: "refs/heads/main" }, { branch: "main" }],
  ["no branch", jenkins, { GIT_BRANCH: "detached" }, {}],
  ["a tag's reference", jenkins, { GIT_BRANCH: "refs/tags/v1" }, { tag: "v1" }],
  ["a short tag's reference", jenkins, { GIT_BRANCH: "tags/v1" }, { tag: "v1" }],
  ["a multibranch tag", jenkins, { BRANCH_NAME: "v1", TAG_NAME: "v1" }, { tag: "v1" }],
  [
    "a change",
    jenkins,
    { BRANCH_NAME: "PR-7", CHANGE_ID: "7", CHANGE_BRANCH: "fix" },
    { branch: "fix", pullRequest: "7" },
  ],
  [
    "a branch with an open pull request",
    circleci,
    { CIRCLE_BRANCH: "main", CIRCLE_PULL_REQUEST: "https://github.com/e/a/pull/7" },
    { branch: "main" },
  ],
  ["a tag", circleci, { CIRCLE_TAG: "v1" }, { tag: "v1" }],
  ["a fork's pull request", circleci, { CIRCLE_BRANCH: "pull/7" }, { branch: "pull/7", pullRequest: "7" }],
  [
    "a numbered pull request",
    circleci,
    { CIRCLE_BRANCH: "fix", CIRCLE_PR_NUMBER: "7" },
    { branch: "fix", pullRequest: "7" },
  ],
  ["a branch called pull/…", circleci, { CIRCLE_BRANCH: "pull/7-later" }, { branch: "pull/7-later" }],
  [
    "a branch",
    buildkite,
    { BUILDKITE_BRANCH: "main", BUILDKITE_PULL_REQUEST: "false", BUILDKITE_TAG: "" },
    { branch: "main" },
  ],
  ["a tag", buildkite, { BUILDKITE_BRANCH: "v1", BUILDKITE_TAG: "v1" }, { tag: "v1" }],
  [
    "a pull request",
    buildkite,
    { BUILDKITE_BRANCH: "fix", BUILDKITE_PULL_REQUEST: "7" },
    { branch: "fix", pullRequest: "7" },
  ],
  ["a branch", azure, { BUILD_SOURCEBRANCH: "refs/heads/a/b" }, { branch: "a/b" }],
  ["a tag", azure, { BUILD_SOURCEBRANCH: "refs/tags/v1" }, { tag: "v1" }],
  [
    "a pull request of Azure Repos",
    azure,
    {
      BUILD_SOURCEBRANCH: "refs/pull/7/merge",
      SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
      SYSTEM_PULLREQUEST_SOURCEBRANCH: "refs/heads/fix",
    },
    { branch: "fix", pullRequest: "7" },
  ],
  [
    "one of GitHub, whose id is another",
    azure,
    {
      BUILD_SOURCEBRANCH: "refs/pull/7/merge",
      SYSTEM_PULLREQUEST_PULLREQUESTID: "991",
      SYSTEM_PULLREQUEST_SOURCEBRANCH: "fix",
    },
    { branch: "fix", pullRequest: "7" },
  ],
  ["a branch", bitbucket, { BITBUCKET_BRANCH: "main" }, { branch: "main" }],
  ["a tag", bitbucket, { BITBUCKET_TAG: "v1" }, { tag: "v1" }],
  [
    "a pull request",
    bitbucket,
    { BITBUCKET_BRANCH: "fix", BITBUCKET_PR_ID: "7" },
    { branch: "fix", pullRequest: "7" },
  ],
  ["a branch", drone, { DRONE_BRANCH: "main", DRONE_SOURCE_BRANCH: "main" }, { branch: "main" }],
  ["a tag", drone, { DRONE_BRANCH: "main", DRONE_TAG: "v1" }, { tag: "v1" }],
  [
    "a pull request",
    drone,
    { DRONE_BRANCH: "main", DRONE_SOURCE_BRANCH: "fix", DRONE_PULL_REQUEST: "7" },
    { branch: "fix", pullRequest: "7" },
  ],
  ["a branch", woodpecker, { CI_COMMIT_BRANCH: "main" }, { branch: "main" }],
  ["a tag", woodpecker, { CI_COMMIT_TAG: "v1" }, { tag: "v1" }],
  [
    "a pull request",
    woodpecker,
    { CI_COMMIT_BRANCH: "main", CI_COMMIT_SOURCE_BRANCH: "fix", CI_COMMIT_PULL_REQUEST: "7" },
    { branch: "fix", pullRequest: "7" },
  ],
  ["a branch", generic, { GIT_BRANCH: "origin/main" }, { branch: "main" }],
  ["another name for it", generic, { BRANCH_NAME: "main" }, { branch: "main" }],
  ["no branch", generic, { GIT_BRANCH: "detached" }, {}],
  ["a tag", generic, { GIT_BRANCH: "refs/tags/v1" }, { tag: "v1" }],
  ["a named tag", generic, { GIT_BRANCH: "main", TAG_NAME: "v1" }, { tag: "v1" }],
  ["a pull request", generic, { GIT_BRANCH: "fix", PULL_REQUEST: "7" }, { branch: "fix", pullRequest: "7" }],
  ["no pull request", generic, { GIT_BRANCH: "fix", PULL_REQUEST: "false" }, { branch: "fix" }],
])("%s: %o with %o", (_what, base, env, expected) => {
  const { branch, tag, pullRequest } = detectCi({ ...base, ...env })!;
  expect({ branch, tag, pullRequest }).toEqual({
    branch: undefined,
    tag: undefined,
    pullRequest: undefined,
    ...expected,
  });
});

test("outside of CI nothing is known", () => {
  for (const env of [{}, { CI: "" }, { CI: "false" }, { GITHUB_ACTIONS: "false" }])
    expect(detectCi(env)).toBeUndefined();
});

test("a build by hand on Buildkite says HEAD, which git knows better", () => {
  expect(detectCi({ ...buildkite, BUILDKITE_COMMIT: "HEAD" })?.sha).toBeUndefined();
});
