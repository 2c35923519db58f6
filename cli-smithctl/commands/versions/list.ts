import { committerName } from "../../committer.ts";
import type { Output } from "../../../clients/terminal/output.ts";
import { relativeTime } from "../../../clients/terminal/time.ts";
import type { AppVersion } from "../../../generated/api.ts";

/** Prints versions, or what to do where there is none. */
export function printVersions(app: string, versions: AppVersion[], filtered: boolean, output: Output): void {
  if (versions.length === 0) {
    if (filtered) return output.note("No version matches.");
    return output.note(`${app} has no version yet. Publish one from CI: forge publish DIR --app ${app}`);
  }
  output.printTable(
    [
      { title: "VERSION", priority: 6 },
      { title: "FROM", priority: 4, min: 10 },
      { title: "RUNS IN", priority: 5, min: 10 },
      { title: "PUBLISHED", priority: 3 },
      { title: "COMMITTER", priority: 1, min: 10 },
      { title: "MESSAGE", priority: 2, min: 20 },
    ],
    versions.map((version) => [
      version.id,
      originOf(version),
      version.deployedTo.map(({ environment }) => environment).join(", "),
      version.publishedAt ? relativeTime(version.publishedAt) : version.status,
      version.metadata && committerName(version.metadata.git.committer),
      version.metadata?.git.message,
    ]),
  );
}

/** The branch or tag, and the pull request if it was built for one. */
export function originOf({ metadata }: Pick<AppVersion, "metadata">): string | undefined {
  if (!metadata) return undefined;
  const { branch, tag, pullRequest } = metadata.git;
  return (branch ?? tag ?? "") + (pullRequest === undefined ? "" : ` (#${pullRequest})`);
}
