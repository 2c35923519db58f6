import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommitPlan } from "../../domain/ports.ts";
import { createEmbeddedRepository } from "./create-embedded.ts";
import { faultsOf } from "./faults.ts";
import { createGit, type Git } from "./git-process.ts";
import { type Mirror, openMirror } from "./mirror.ts";
import { type GitopsRepositoryOptions, openGitopsRepository } from "./repository.ts";

export const author = { name: "Smith", email: "smith@example.com" };

export type Remote = Awaited<ReturnType<typeof remoteForTests>>;

/** A bare repository in a folder of its own, with what a test needs to look at it and to disturb it. */
export async function remoteForTests() {
  const folder = mkdtempSync(join(tmpdir(), "gitops-"));
  const path = join(folder, "remote.git");
  await createEmbeddedRepository({ path, branch: "main", author, date: 1_700_000_000_000 });
  const git = (...args: string[]) => gitIn(path, args);
  const opened: { close(): Promise<void> }[] = [];
  return {
    folder,
    path,
    url: `file://${path}`,
    mirrorPath: join(folder, "mirror"),
    git,
    head: () => git("rev-parse", "main"),
    files: (under: string) =>
      git("ls-tree", "-r", "--name-only", "main", "--", under).split("\n").filter(Boolean),
    /** Somebody else's push. */
    commit(files: Record<string, string>): string {
      const lines = Object.entries(files).map(
        ([file, text]) => `M 100644 inline ${file}\ndata <<END\n${text}\nEND\n`,
      );
      const stream = `commit refs/heads/main\ncommitter Other <o@example.com> 1700000000 +0000\ndata 6\nOther\n\nfrom refs/heads/main^0\n${lines.join("")}`;
      gitIn(path, ["fast-import", "--quiet"], stream);
      return git("rev-parse", "main");
    },
    hook(name: string, script: string): void {
      mkdirSync(join(path, "hooks"), { recursive: true });
      writeFileSync(join(path, "hooks", name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(path, "hooks", name), 0o755);
    },
    async open(options: Partial<GitopsRepositoryOptions> = {}) {
      const repository = await openGitopsRepository({
        mirrorPath: join(folder, "mirror"),
        url: `file://${path}`,
        branch: "main",
        author,
        timeoutMs: 20_000,
        ...options,
      });
      opened.push(repository);
      return repository;
    },
    /** A git that is ended with the rest. */
    startGit(): Git {
      const git = createGit(() => ({ PATH: process.env["PATH"]! }));
      opened.push(git);
      return git;
    },
    /** The mirror that repositories are opened with, by itself. */
    openMirror(git: Git): Promise<Mirror> {
      const place = {
        gitDir: join(folder, "mirror"),
        url: `file://${path}`,
        branch: "main",
        timeoutMs: 20_000,
      };
      const faults = faultsOf("main", () => []);
      return openMirror(git, faults, place);
    },
    async remove(): Promise<void> {
      await Promise.all(opened.map((repository) => repository.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function gitIn(path: string, args: string[], input: string | Buffer = ""): string {
  const env = {
    PATH: process.env.PATH,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
  };
  return execFileSync("git", [`--git-dir=${path}`, ...args], { env, input, encoding: "utf8" }).trim();
}

export const apiFolder = "environments/staging/apps/api";

/** A plan that replaces the folder of the app api in staging. */
export function deployment(files: Record<string, string | Uint8Array>, message = "Deploy\n"): CommitPlan {
  const contents = Object.entries(files).map(([path, bytes]) => ({ path, bytes: Buffer.from(bytes) }));
  return {
    message,
    date: 1_700_000_100_000,
    changes: [{ kind: "replace-folder", path: apiFolder, files: contents }],
  };
}
