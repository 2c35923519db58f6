import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { onBothEngines, sqlite } from "../support/engines.ts";
import { git } from "../support/git.ts";
import { smithd } from "../support/run-smithd.ts";
import { startTestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";

afterAll(removeTemporaryFolders);

const lines = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => line.split(/ {2,}/).slice(0, 2).join(" "));

test("before the first start nothing is missing, and nothing is made", async () => {
  const folder = join(await temporaryFolder(), "data");
  const { code, stdout } = await smithd(["doctor"], { SMITHD_DATA_DIR: folder });
  expect(code).toBe(0);
  expect(stdout.match(/is not there yet; smithd makes it when it starts/g)).toHaveLength(3);
  await expect(chmod(folder, 0o700)).rejects.toThrow("ENOENT");
});

onBothEngines((engine) => {
  test("beside a running smithd everything is found well", async () => {
    const running = await startTestSmithd(engine);
    const { database } = running.config;
    try {
      const { code, stdout, stderr } = await smithd(["doctor"], {
        SMITHD_DATA_DIR: running.folder,
        ...(database.kind === "postgres" && { SMITHD_DATABASE_URL: database.url }),
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(lines(stdout)).toEqual(["ok database", "ok blob storage", "ok GitOps repository"]);
      expect(stdout).toContain(`main is at ${(await running.repository.head()).slice(0, 12)}`);
      expect(stdout).toContain("its tables are up to date");
      // The probe of the push pushed nothing.
      expect(await git(running.repository.path, "for-each-ref", "--format=%(refname)")).toBe(
        "refs/heads/main\n",
      );
    } finally {
      await running.stop();
    }
  });
});

test("each thing that is away is a sentence of its own, and the rest is looked at all the same", async () => {
  const password = "a-password-of-nobody";
  const { code, stdout } = await smithd(["doctor"], {
    SMITHD_DATA_DIR: await temporaryFolder(),
    SMITHD_DATABASE_URL: `postgres://smithd:${password}@127.0.0.1:1/smithd`,
    SMITHD_GITOPS_URL: "file:///nonexistent/gitops.git",
  });
  expect(code).toBe(1);
  expect(lines(stdout)).toEqual(["FAILED database", "ok blob storage", "FAILED GitOps repository"]);
  expect(stdout).toMatch(/FAILED +database .*127\.0\.0\.1:1/);
  expect(stdout).not.toContain(password);
});

test("a repository without the branch, and a flag in the wrong place, are refused with what to do", async () => {
  const running = await startTestSmithd(sqlite);
  await running.stop();
  const { code, stdout } = await smithd(["doctor"], {
    SMITHD_DATA_DIR: await temporaryFolder(),
    SMITHD_GITOPS_URL: `file://${running.repository.path}`,
    SMITHD_GITOPS_BRANCH: "trunk",
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/FAILED +GitOps repository .*has no branch trunk.*SMITHD_GITOPS_BRANCH/);
  expect(await smithd(["migrate", "--fix"], {})).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("smithd doctor") as string,
  });
});
