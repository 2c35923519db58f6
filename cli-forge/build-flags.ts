import type { Flags } from "../clients/terminal/command-line.ts";
import type { BuildFacts } from "./build-facts.ts";

/** Flags that say what CI and git cannot, or would say wrongly. */
export const buildFlags = {
  version: { type: "string" },
  sha: { type: "string" },
  branch: { type: "string" },
  tag: { type: "string" },
  committer: { type: "string" },
  message: { type: "string" },
  date: { type: "string" },
  buildNumber: { type: "string" },
  buildUrl: { type: "string" },
  pullRequest: { type: "string" },
} as const satisfies Flags;

export const buildHelp: [string, string][] = [
  ["--version V", "the version's id; default: <7-character sha>-<build number>, or only the sha"],
  ["--sha SHA", "the commit; default: the CI's, else HEAD"],
  ["--branch B | --tag T", "what was built; default: the CI's, else the branch that is checked out"],
  ["--committer 'NAME <ADDRESS>'", "default: the commit's committer"],
  ["--message TEXT", "default: the commit's subject"],
  ["--date TIME", "default: SOURCE_DATE_EPOCH, else the commit's date"],
  ["--build-number N", "default: the CI's"],
  ["--build-url URL", "default: the CI's"],
  ["--pull-request N", "default: the CI's"],
];

type Given = { [Key in keyof typeof buildFlags]?: string | undefined };

/** What the flags say of the build; --version names the version, which is no fact of it. */
export function factsOfFlags(given: Given): BuildFacts {
  const { sha, branch, tag, committer, message, date, buildNumber, buildUrl, pullRequest } = given;
  return { sha, branch, tag, committer, message, date, buildNumber, buildUrl, pullRequest };
}
