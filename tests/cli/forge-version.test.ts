import { afterAll, beforeAll, expect, test } from "vitest";
import { git } from "../support/git.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { forge, type Environment } from "./run.ts";
import { workspace, type Workspace } from "./workspace.ts";

let repository: Workspace;
beforeAll(async () => {
  repository = await workspace();
});
afterAll(removeTemporaryFolders);

const version = (args: string[] = [], env: Environment = {}, cwd = repository.path) =>
  forge(["version", "--app", "api-service", ...args], { cwd, env });

async function versionJson(args: string[] = [], env: Environment = {}): Promise<unknown> {
  const ran = await version(["--json", ...args], env);
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  return JSON.parse(ran.stdout);
}

test.concurrent("a checked-out repository says everything by itself", async () => {
  const { code, stdout, stderr } = await version();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  // A sha that looks like a number is quoted.
  const plain = stdout.replace(/^( *(?:version|sha): )"(.*)"$/gm, "$1$2");
  expect(plain.replace(/^date: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/m, "date: …")).toBe(
    `app: api-service\nversion: ${repository.sha.slice(0, 7)}\ngit:\n  sha: ${repository.sha}\n  branch: main\n` +
      `  committer: Grace Hopper <grace@example.com>\n  message: Cache the price list\ndate: …\n`,
  );
});

test.concurrent(
  "a run again makes the same bytes, and SOURCE_DATE_EPOCH wins over the commit's date",
  async () => {
    const [first, second] = await Promise.all([version(), version()]);
    expect(second.stdout).toBe(first.stdout);
    expect(await versionJson([], { SOURCE_DATE_EPOCH: "86400" })).toMatchObject({
      date: "1970-01-02T00:00:00Z",
    });
    expect(await version([], { SOURCE_DATE_EPOCH: "yesterday" })).toMatchObject({ code: 2, stdout: "" });
  },
);

test.concurrent("a CI's variables name branch, build and pull request; flags win over them", async () => {
  const env = {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_SHA: repository.sha,
    GITHUB_REF: "refs/heads/release/2",
    GITHUB_REF_NAME: "release/2",
    GITHUB_REF_TYPE: "branch",
    GITHUB_RUN_NUMBER: "123",
    GITHUB_RUN_ID: "9",
    GITHUB_REPOSITORY: "example/api-service",
  };
  const id = `${repository.sha.slice(0, 7)}-123`;
  expect(await versionJson([], env)).toMatchObject({
    version: id,
    git: { sha: repository.sha, branch: "release/2", message: "Cache the price list" },
    build: { number: "123", url: "https://github.com/example/api-service/actions/runs/9" },
  });
  const flags = ["--tag", "v1", "--version", "v1", "--pull-request=7", "--message", "-h"];
  const flagged = (await versionJson(flags, env)) as { git: object };
  expect(flagged).toMatchObject({ version: "v1", git: { tag: "v1", pullRequest: "7", message: "-h" } });
  expect(flagged.git).not.toHaveProperty("branch");
});

test.concurrent("a detached HEAD has no branch, and the error names the flags that say it", async () => {
  const other = await workspace();
  await git(other.path, "checkout", "--quiet", "--detach");
  const ran = await version([], {}, other.path);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toContain("It is not known here: the branch or tag.");
  expect(ran.stderr).toContain("pass --branch or --tag.");
  expect(await version(["--branch", "main"], {}, other.path)).toMatchObject({ code: 0 });
});

test.concurrent("a commit that the clone does not have is named, with the way to get it", async () => {
  const absent = "1".repeat(40);
  const ran = await version(["--sha", absent]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(
    `commit ${absent} is not in this clone, whose HEAD is ${repository.sha.slice(0, 7)}`,
  );
  expect(ran.stderr).toContain(`git fetch origin ${absent}`);
});

test.concurrent("a repository that belongs to somebody else gets git's own remedy", async () => {
  // What git does where the owner differs, without the need to be root.
  const ran = await version([], { GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain("dubious ownership");
  expect(ran.stderr).toContain(`Run \`git config --global --add safe.directory ${repository.path}`);
});

test.concurrent(
  "without a repository everything that is missing is listed, and flags can say it all",
  async () => {
    const nowhere = await temporaryFolder();
    const ran = await version([], {}, nowhere);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("--sha, --branch or --tag, --committer, --date");
    const flags = ["--branch=main", "--committer=Ada <ada@example.com>", "--date=2026-11-23T11:15:00+01:00"];
    const given = await version(["--sha", "a".repeat(40), ...flags], {}, nowhere);
    expect(given).toMatchObject({ code: 0, stderr: "" });
    expect(given.stdout).toContain("date: 2026-11-23T10:15:00Z");
  },
);

test.concurrent("a shortened sha is completed by git; what is no sha is refused", async () => {
  expect(await versionJson(["--sha", repository.sha.slice(0, 8)])).toMatchObject({
    git: { sha: repository.sha },
  });
  expect(await version(["--sha", "main"])).toMatchObject({ code: 2, stdout: "" });
});
