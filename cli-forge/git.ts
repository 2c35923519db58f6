import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Commit {
  sha: string;
  committer: string;
  message: string;
  /** Epoch seconds. */
  date: number;
}

/** Why git could not say something. */
export class GitError extends Error {
  /** What helps, as the beginning of a sentence; undefined where git's words are all that is known. */
  readonly remedy: string | undefined;

  constructor(message: string, options: { remedy?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.remedy = options.remedy;
  }
}

/** A commit of the repository around `cwd`: HEAD, or the one of this sha. Rejects with a GitError in git's words. */
export async function readCommit(cwd: string, sha = "HEAD"): Promise<Commit> {
  const format = "--format=%H%x00%cn <%ce>%x00%s%x00%ct";
  const output = await git(cwd, ["log", "-1", "--no-show-signature", "--no-color", format, sha, "--"]);
  const [full = "", committer = "", message = "", date = ""] = output.split("\0");
  return { sha: full, committer, message, date: Number(date) };
}

/** The branch that is checked out; undefined on a detached HEAD. */
export async function currentBranch(cwd: string): Promise<string | undefined> {
  const output = await git(cwd, ["symbolic-ref", "--short", "-q", "HEAD"]).catch(() => "");
  return output === "" ? undefined : output;
}

async function git(cwd: string, args: string[]): Promise<string> {
  const env = { ...process.env, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
  const options = ["-c", "i18n.logOutputEncoding=UTF-8"];
  try {
    const { stdout } = await run("git", [...options, ...args], {
      cwd,
      env,
      timeout: 10_000,
      maxBuffer: 1 << 20,
    });
    return stdout.trimEnd();
  } catch (error) {
    const failure = error as NodeJS.ErrnoException & { stderr?: string };
    throw new GitError(gist(failure), { remedy: remedyOf(failure), cause: error });
  }
}

function gist(error: NodeJS.ErrnoException & { stderr?: string }): string {
  if (error.code === "ENOENT") return "git is not installed";
  const said = error.stderr
    ?.trim()
    .split("\n")[0]
    ?.replace(/^(fatal|error): /, "");
  return said || error.message;
}

/** Git refuses a repository of another user, as in a container that runs as root, and says what would help. */
function remedyOf({ stderr = "" }: { stderr?: string }): string | undefined {
  const command = /dubious ownership[^]*(git config --global --add safe\.directory .+)/.exec(stderr)?.[1];
  return command && `Run \`${command.trim()}\` first`;
}
