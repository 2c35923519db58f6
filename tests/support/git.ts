import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "./temporary.ts";

const run = promisify(execFile);

const environment = {
  PATH: process.env["PATH"],
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Grace Hopper",
  GIT_AUTHOR_EMAIL: "grace@example.com",
  GIT_COMMITTER_NAME: "Grace Hopper",
  GIT_COMMITTER_EMAIL: "grace@example.com",
};

/** Runs git, away from the settings of whoever runs the tests. Resolves to what it printed. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run("git", ["-C", folder, ...args], {
    env: environment,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

export interface Repository {
  path: string;
  head(): Promise<string>;
  /** Subjects, newest first. */
  subjects(): Promise<string[]>;
  message(commit: string): Promise<string>;
  /** Paths of all files at the head. */
  files(under?: string): Promise<string[]>;
  read(path: string): Promise<string>;
  /** Commits as another person would: from a clone of theirs. An undefined text removes the file. */
  commit(files: Record<string, string | undefined>, message?: string): Promise<string>;
  /** As `commit`, for what is more than text: `work` changes the clone, and may add to its index itself. */
  change(work: (clone: string) => Promise<unknown>, message?: string): Promise<string>;
}

/** The main branch of a bare repository, as somebody sees it who knows nothing of smithd. */
export function bareRepository(path: string): Repository {
  const at = (...args: string[]) => git(path, ...args);
  return {
    path,
    head: async () => (await at("rev-parse", "main")).trim(),
    subjects: async () => (await at("log", "--format=%s", "main")).trim().split("\n"),
    message: (commit) => at("log", "-1", "--format=%B", commit),
    files: async (under = "") =>
      (await at("ls-tree", "-r", "--name-only", "main", "--", ...(under ? [under] : [])))
        .split("\n")
        .filter(Boolean),
    read: (file) => at("show", `main:${file}`),
    commit: (files, message) =>
      change(
        path,
        async (clone) => {
          for (const [name, text] of Object.entries(files)) await place(join(clone, name), text);
          await git(clone, "add", "--all");
        },
        message,
      ),
    change: (work, message) => change(path, work, message),
  };
}

async function change(
  path: string,
  work: (clone: string) => Promise<unknown>,
  message = "By hand",
): Promise<string> {
  const clone = join(await temporaryFolder(), "clone");
  await git(dirname(clone), "clone", "--quiet", "--branch=main", path, clone);
  await work(clone);
  await git(clone, "commit", "--quiet", "--message", message);
  await git(clone, "push", "--quiet", "origin", "main");
  return (await git(clone, "rev-parse", "HEAD")).trim();
}

async function place(file: string, text: string | undefined): Promise<void> {
  if (text === undefined) return rm(file, { recursive: true });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
