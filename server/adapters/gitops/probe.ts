import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessWith, type GitCredentials } from "./credentials.ts";
import { fastImport } from "./fast-import.ts";
import { faultsOf } from "./faults.ts";
import { gitEnvironment } from "./git-environment.ts";
import { createGit, type Git, type GitRun } from "./git-process.ts";

interface Remote {
  url: string;
  branch: string;
  credentials?: GitCredentials;
  timeoutMs: number;
}

/**
 * Asks a remote for the branch's head, and whether it would take a push, without fetching or pushing anything. Rejects with
 * the codes of GitopsRepository.
 */
export async function probeRemote({
  url,
  branch,
  credentials,
  timeoutMs,
}: Remote): Promise<{ head: string }> {
  const access = accessWith(credentials);
  const git = createGit(() => gitEnvironment({ url, timeoutMs, credentials: access.current() }));
  const faults = faultsOf(branch, access.secrets);
  const folder = await mkdtemp(join(tmpdir(), "smithd-doctor-"));
  const must = async (run: Promise<GitRun>) => {
    const ended = await run;
    if (ended.code !== 0) throw faults.ofExchange(ended);
    return ended.stdout.toString();
  };
  try {
    const listed = await must(git.run(["ls-remote", "--", url, `refs/heads/${branch}`], { timeoutMs }));
    const [, head] = /^([0-9a-f]+)\t/.exec(listed) ?? [];
    if (head === undefined) throw faults.missingBranch();
    await makeCommit(git, folder, head.length === 64 ? "sha256" : "sha1", timeoutMs);
    const options = ["--dry-run", "--porcelain", "--no-verify"];
    const refspec = "refs/heads/probe:refs/heads/deploysmith-probe";
    await must(git.run([`--git-dir=${folder}`, "push", ...options, "--", url, refspec], { timeoutMs }));
    return { head };
  } finally {
    await git.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A dry run wants something that it could push. */
async function makeCommit(git: Git, folder: string, format: string, timeoutMs: number): Promise<void> {
  const init = ["init", "--quiet", "--bare", "--template=", `--object-format=${format}`, "--", folder];
  const author = { name: "smithd doctor", email: "deploysmith@localhost" };
  const commit = { message: "Probe\n", date: 0, changes: [] };
  const input = fastImport("refs/heads/probe", undefined, author, [commit]);
  const importing = [`--git-dir=${folder}`, "fast-import", "--quiet"];
  const runs = [await git.run(init, { timeoutMs }), await git.run(importing, { timeoutMs, input })];
  const failed = runs.find(({ code }) => code !== 0);
  if (failed) throw new Error(`git cannot make a repository in ${tmpdir()}: ${failed.stderr.trim()}`);
}
