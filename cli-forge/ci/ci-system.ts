export type Env = Record<string, string | undefined>;

/** What a CI system tells of its run. A build has a branch or a tag; of a pull request the branch is its source. */
export interface CiFacts {
  sha?: string | undefined;
  branch?: string | undefined;
  tag?: string | undefined;
  pullRequest?: string | undefined;
  buildNumber?: string | undefined;
  buildUrl?: string | undefined;
}

export interface CiSystem {
  name: string;
  detects: (env: Env) => boolean;
  facts: (env: Env) => CiFacts;
}

/** What follows `prefix`; undefined where the text does not start so. */
export function after(prefix: string, text: string | undefined): string | undefined {
  return text?.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** What GIT_BRANCH says: a branch, perhaps with its remote, a tag, or that no branch is checked out. */
export function ofGitBranch(text: string | undefined): Pick<CiFacts, "branch" | "tag"> {
  const tag = /^(?:refs\/)?tags\/(.+)$/.exec(text ?? "")?.[1];
  if (tag !== undefined) return { tag };
  const branch = text?.replace(/^(?:refs\/heads\/|(?:refs\/remotes\/)?origin\/)/, "");
  return branch === "detached" || branch === "HEAD" ? {} : { branch };
}
