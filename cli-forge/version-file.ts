import { CommandError } from "../clients/errors.ts";
import { exitCodes } from "../clients/exit-codes.ts";
import type { VersionFile } from "../manifests/index.ts";
import type { Gathered } from "./build-facts.ts";
import { checkedVersionId, defaultVersionId } from "./version-id.ts";

/** The version.yml for what is known. Throws an error that names what is missing and the flags that say it. */
export function makeVersionFile(app: string, version: string | undefined, gathered: Gathered): VersionFile {
  const { sha, branch, tag, committer, message, date, pullRequest, buildNumber, buildUrl } = gathered.facts;
  const complete = sha !== undefined && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha);
  if (!complete || committer === undefined || date === undefined || (branch ?? tag) === undefined) {
    throw incomplete(gathered, complete);
  }
  return {
    app,
    version: version === undefined ? defaultVersionId(sha, buildNumber) : checkedVersionId(version),
    git: {
      sha,
      ...(tag === undefined ? { branch: branch! } : { tag }),
      committer,
      ...(message ? { message } : {}),
      ...(pullRequest === undefined ? {} : { pullRequest }),
    },
    ...buildOf(buildNumber, buildUrl),
    date,
  };
}

function buildOf(number: string | undefined, url: string | undefined): Pick<VersionFile, "build"> {
  if (number === undefined && url === undefined) return {};
  return { build: { ...(number === undefined ? {} : { number }), ...(url === undefined ? {} : { url }) } };
}

function incomplete({ facts, gitProblem }: Gathered, complete: boolean): CommandError {
  const missing: [boolean, string, string][] = [
    [complete, "the full sha of the commit", "--sha"],
    [(facts.branch ?? facts.tag) !== undefined, "the branch or tag", "--branch or --tag"],
    [facts.committer !== undefined, "the committer", "--committer"],
    [facts.date !== undefined, "the date of the commit", "--date"],
  ];
  const unknown = missing.filter(([known]) => !known);
  const git = gitProblem === undefined ? "" : ` git says: ${gitProblem.message}.`;
  return new CommandError(`It is not known here: ${unknown.map(([, what]) => what).join(", ")}.${git}`, {
    exitCode: exitCodes.usage,
    next: `${gitProblem?.remedy ?? "Run forge in the checked-out repository"}, or pass ${unknown.map(([, , flag]) => flag).join(", ")}.`,
  });
}
