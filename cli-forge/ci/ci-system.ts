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
