import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, runProgram, startSmithd, type Ran } from "./programs.ts";

export interface Stage {
  url: string;
  folder: string;
  keyFile: string;
  /** The GitOps repository that smithd writes to. */
  repository: string;
  forge(...args: string[]): Promise<Ran>;
  smithctl(...args: string[]): Promise<Ran>;
  /** Asks the GitOps repository. */
  git(...args: string[]): Promise<string>;
  /** Replaces a text in all of the sample app's manifests and commits that, as its team would. */
  change(from: string, to: string, message: string): Promise<void>;
  clear(): Promise<void>;
}

const committer = {
  GIT_AUTHOR_NAME: "Ada Lovelace",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada Lovelace",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

/**
 * A smithd on embedded defaults in a temporary folder, and beside it the sample app's sources in a git repository. The
 * programs see none of the machine's settings, so that a demo in CI is the same as one on a desk.
 */
export async function setStage(colour: boolean): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "deploysmith-demo-"));
  try {
    return await setStageIn(folder, colour);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function setStageIn(folder: string, colour: boolean): Promise<Stage> {
  const data = join(folder, "data");
  const sources = join(folder, "hello");
  const bare = { PATH: process.env["PATH"], HOME: folder, ...(colour && { FORCE_COLOR: "1" }) };
  await cp(join(import.meta.dirname, "..", "..", "examples", "hello"), sources, { recursive: true });
  const sourceGit = (...args: string[]) => run("git", args, { cwd: sources, env: { ...bare, ...committer } });
  await sourceGit("init", "--quiet", "--initial-branch=main");
  const commit = async (message: string) => {
    await sourceGit("add", "--all");
    await sourceGit("commit", "--quiet", `--message=${message}`);
  };
  await commit("Say hello");
  const smithd = await startSmithd({ ...bare, SMITHD_DATA_DIR: data, SMITHD_LISTEN: "127.0.0.1:0" }, folder);
  const keyFile = join(data, "first-api-key");
  const settings = { ...bare, DEPLOYSMITH_URL: smithd.url, DEPLOYSMITH_API_KEY_FILE: keyFile };
  const program =
    (name: string) =>
    (...args: string[]) =>
      runProgram(name, args, { cwd: sources, env: settings });
  const repository = join(data, "gitops.git");
  return {
    url: smithd.url,
    folder,
    keyFile,
    repository,
    forge: program("forge"),
    smithctl: program("smithctl"),
    git: async (...args) =>
      (await run("git", args, { cwd: repository, env: { ...bare, ...committer } })).stdout,
    async change(from, to, message) {
      for (const path of await filesWith(sources, from))
        await writeFile(path, (await readFile(path, "utf8")).replaceAll(from, to));
      await commit(message);
    },
    async clear() {
      await smithd.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function filesWith(folder: string, text: string): Promise<string[]> {
  const manifests = join(folder, "manifests");
  const paths = (await readdir(manifests, { recursive: true })).filter((path) => path.endsWith(".yaml"));
  const files = paths.map((path) => join(manifests, path));
  const holds = await Promise.all(files.map(async (file) => (await readFile(file, "utf8")).includes(text)));
  return files.filter((_, index) => holds[index]);
}
