import type { CiSystem, Env } from "./ci-system.ts";

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export const github: CiSystem = {
  name: "GitHub Actions",
  detects: (env) => env["GITHUB_ACTIONS"] === "true",
  facts: (env) => ({
    sha: env["GITHUB_SHA"],
    ...reference(env),
    buildNumber: env["GITHUB_RUN_NUMBER"],
    buildUrl: env["GITHUB_RUN_ID"]
      ? `${env["GITHUB_SERVER_URL"] ?? "https://github.com"}/${env["GITHUB_REPOSITORY"]}/actions/runs/${env["GITHUB_RUN_ID"]}`
      : undefined,
  }),
};

function reference(env: Env) {
  const source = env["GITHUB_HEAD_REF"];
  const pullRequest = /^refs\/pull\/(\d+)\//.exec(env["GITHUB_REF"] ?? "")?.[1];
  if (source !== undefined || pullRequest !== undefined) {
    // `pull_request_target` has the base's ref, but it may build a stranger's code: it counts as a pull request too.
    // Other events of a pull request, such as a review, do not name its branch.
    return { branch: source ?? env["GITHUB_REF_NAME"], pullRequest: pullRequest ?? "unknown" };
  }
  return env["GITHUB_REF_TYPE"] === "tag"
    ? { tag: env["GITHUB_REF_NAME"] }
    : { branch: env["GITHUB_REF_NAME"] };
}
