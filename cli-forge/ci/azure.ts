import { after } from "./ci-system.ts";
import type { CiSystem, Env } from "./ci-system.ts";

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables */
export const azure: CiSystem = {
  name: "Azure Pipelines",
  detects: (env) => env["TF_BUILD"] !== undefined,
  facts: (env) => ({
    sha: env["BUILD_SOURCEVERSION"],
    branch: branch(env),
    tag: after("refs/tags/", env["BUILD_SOURCEBRANCH"]),
    // The id is the number in Azure Repos only; of a GitHub repository it is another one.
    pullRequest:
      env["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"] ??
      /^refs\/pull\/(\d+)\//.exec(env["BUILD_SOURCEBRANCH"] ?? "")?.[1] ??
      env["SYSTEM_PULLREQUEST_PULLREQUESTID"],
    // BUILD_BUILDNUMBER is free text.
    buildNumber: env["BUILD_BUILDID"],
    buildUrl: buildUrl(env),
  }),
};

function branch(env: Env): string | undefined {
  const source = env["SYSTEM_PULLREQUEST_SOURCEBRANCH"];
  if (source !== undefined) return after("refs/heads/", source) ?? source;
  return after("refs/heads/", env["BUILD_SOURCEBRANCH"]);
}

function buildUrl(env: Env): string | undefined {
  const collection = env["SYSTEM_COLLECTIONURI"] ?? env["SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"];
  const project = env["SYSTEM_TEAMPROJECT"];
  if (!collection || !project || !env["BUILD_BUILDID"]) return undefined;
  return `${collection.replace(/\/$/, "")}/${encodeURIComponent(project)}/_build/results?buildId=${env["BUILD_BUILDID"]}`;
}
