import { UsageError } from "../clients/errors.ts";
import { detectCi } from "./ci/index.ts";
import type { CiFacts } from "./ci/index.ts";
import { GitError, currentBranch, readCommit } from "./git.ts";
import type { Commit } from "./git.ts";

/** What is to be written into version.yml, as far as it is known. */
export interface BuildFacts extends CiFacts {
  committer?: string | undefined;
  message?: string | undefined;
  /** RFC 3339 in UTC. */
  date?: string | undefined;
}

/** The facts, and why git could add nothing where it could not. */
export interface Gathered {
  facts: BuildFacts;
  gitProblem?: GitError;
}

/** Flags win over the CI's variables, and those over git, which is asked for the same commit. */
export async function gatherFacts(flags: BuildFacts, env: NodeJS.ProcessEnv, cwd: string): Promise<Gathered> {
  if (flags.branch !== undefined && flags.tag !== undefined)
    throw new UsageError("Pass --branch or --tag, not both.");
  const ci: CiFacts = detectCi(env) ?? {};
  const asked = (flags.sha ?? ci.sha)?.toLowerCase();
  if (asked !== undefined && !/^[0-9a-f]{7,64}$/.test(asked)) {
    throw new UsageError(
      "The sha of the commit must be hexadecimal, such as 42540c4f0e3b7c0c8d0f5a6b1c2d3e4f5a6b7c8d.",
    );
  }
  const { commit, problem } = await commitOf(cwd, asked);
  const facts = {
    ...commitFacts(commit, asked),
    ...(await reference(flags, ci, cwd, commit)),
    ...defined({ pullRequest: flags.pullRequest ?? ci.pullRequest }),
    ...defined({ buildNumber: flags.buildNumber ?? ci.buildNumber, buildUrl: flags.buildUrl ?? ci.buildUrl }),
    ...defined({ committer: flags.committer, message: flags.message }),
    ...defined({ date: flags.date === undefined ? sourceDate(env) : givenDate(flags.date) }),
  };
  return { facts, ...(problem === undefined ? {} : { gitProblem: problem }) };
}

async function commitOf(
  cwd: string,
  sha: string | undefined,
): Promise<{ commit?: Commit; problem?: GitError }> {
  try {
    return { commit: await readCommit(cwd, sha) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const { commit: head } = sha === undefined ? {} : await commitOf(cwd, undefined);
    return { problem: head ? notInClone(sha!, head, error) : error };
  }
}

function notInClone(sha: string, head: Commit, cause: GitError): GitError {
  return new GitError(`commit ${sha} is not in this clone, whose HEAD is ${head.sha.slice(0, 7)}`, {
    remedy: `Fetch it (\`git fetch origin ${sha}\`, or a checkout with more history)`,
    cause,
  });
}

function commitFacts(commit: Commit | undefined, asked: string | undefined): BuildFacts {
  if (!commit) return defined({ sha: asked });
  const { sha, committer, message, date } = commit;
  return { sha, committer, message, date: utc(date * 1000) };
}

/** One branch or tag. git's branch counts only where the commit is the one that is checked out. */
async function reference(
  flags: BuildFacts,
  ci: CiFacts,
  cwd: string,
  commit: Commit | undefined,
): Promise<BuildFacts> {
  if (flags.branch !== undefined || flags.tag !== undefined)
    return defined({ branch: flags.branch, tag: flags.tag });
  if (ci.branch !== undefined || ci.tag !== undefined) return defined({ branch: ci.branch, tag: ci.tag });
  const { commit: head } = commit ? await commitOf(cwd, undefined) : {};
  return head && head.sha === commit?.sha ? defined({ branch: await currentBranch(cwd) }) : {};
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function sourceDate(env: NodeJS.ProcessEnv): string | undefined {
  const text = env["SOURCE_DATE_EPOCH"];
  if (!text) return undefined;
  if (!/^\d{1,11}$/.test(text))
    throw new UsageError("SOURCE_DATE_EPOCH must be a number of seconds since 1970.");
  return utc(Number(text) * 1000);
}

function givenDate(text: string): string {
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  if (!isTime || Number.isNaN(Date.parse(text))) {
    throw new UsageError("--date needs a time such as 2026-11-23T10:15:00Z.");
  }
  return utc(Date.parse(text));
}

function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}

function defined<T extends object>(facts: T): T {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}
