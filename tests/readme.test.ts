import { execFile } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onBothEngines } from "./support/engines.ts";
import { git } from "./support/git.ts";
import { startTestSmithd, type TestSmithd } from "./support/smithd.ts";
import { removeTemporaryFolders, temporaryFolder } from "./support/temporary.ts";

const readme = readFileSync("README.md", "utf8");
const blocks = [...readme.matchAll(/```sh\n(.*?)```/gs)].map(([, commands]) => commands!);

test("the README names the two commands as they are", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  for (const [, script] of readme.matchAll(/npm run ([a-z:]+)/g))
    expect(Object.keys(scripts)).toContain(script);
  expect(blocks[0]).toContain("npm ci && npm run demo");
  expect(blocks[0]).toContain("npm ci && npm test");
});

onBothEngines((engine) => {
  let smithd: TestSmithd | undefined;
  let folder: string;
  beforeAll(async () => {
    smithd = await startTestSmithd(engine);
    writeFileSync(join(smithd.folder, "first-api-key"), smithd.apiKey);
    folder = await temporaryFolder();
    cpSync("examples", join(folder, "examples"), { recursive: true });
    symlinkSync(join(process.cwd(), "dist"), join(folder, "dist"));
    symlinkSync(smithd.folder, join(folder, "data"));
    await git(folder, "init", "--quiet");
    await git(folder, "add", "examples");
    await git(folder, "commit", "--quiet", "--message=Start");
  });
  afterAll(async () => {
    await smithd?.stop();
    await removeTemporaryFolders();
  });

  /** Runs a block as a person would paste it, at this smithd instead of the one on port 8080. */
  const paste = (commands: string) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const script = commands.replaceAll("http://127.0.0.1:8080", smithd!.url);
      const options = { cwd: folder, env: { PATH: process.env["PATH"], HOME: folder } };
      execFile("bash", ["-euo", "pipefail", "-c", script], options, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });

  test("the tour of five minutes does what it says", async () => {
    const tour = blocks.find((block) => block.includes("smithctl apps register"))!;
    const { code, stdout, stderr } = await paste(tour);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/ENVIRONMENT +VERSION/);
    expect(stdout).toContain("Deploy hello v1 to production");
    expect(await smithd!.repository.files("environments/production/apps/hello")).toHaveLength(4);
  });

  test("what is broken is said with file, line and column", async () => {
    const validate = blocks.find((block) => block.includes("forge validate"))!;
    const { code, stderr } = await paste(`export PATH="$PWD/dist/bin:$PATH"\n${validate}`);
    expect(code).toBe(1);
    expect(stderr).toContain("deployment.yaml:1:1");
    expect(stderr).toContain("deployment.yaml:6:3");
  });
});
