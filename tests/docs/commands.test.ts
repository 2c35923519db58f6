import { execFile, spawnSync } from "node:child_process";
import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { onBothEngines } from "../support/engines.ts";
import { git } from "../support/git.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { documents, read, shellBlocks, type Block } from "./read.ts";

const isOurs = /^\s*(?:\w+=\S+ )*(?:forge|smithctl|curl)\b|\$\((?:forge|smithctl|curl) /m;
const runs = ({ mark }: Block) => mark === "run" || mark === "fails";
const runnable = documents.filter((document) => shellBlocks(read(document)).some(runs));

test.each(documents)("%s says of its commands whether they can be run", (document) => {
  for (const { line, text, mark } of shellBlocks(read(document))) {
    expect(["", "run", "fails", "example"], `line ${line}`).toContain(mark);
    if (isOurs.test(text)) expect(mark, `line ${line}: \`\`\`sh run, fails or example`).not.toBe("");
  }
});

const missing = (tool: string) => spawnSync(tool, ["--version"]).error !== undefined;

/** curl and jq are on nearly every machine, but nothing else here needs them. */
function cannotRun(document: string): boolean {
  const needed = ["curl", "jq"].filter((tool) => new RegExp(`\\b${tool}\\b`).test(read(document)));
  const lacking = needed.filter(missing);
  if (lacking.length > 0 && !process.env["CI"])
    console.error(`\nSKIPPED: the commands of ${document}, which need ${lacking.join(" and ")}.\n`);
  return lacking.length > 0 && !process.env["CI"];
}

/** One script of all blocks that can be run, in order, as a person would paste them. */
function scriptOf(document: string): string {
  const script = (block: Block) =>
    block.mark === "run"
      ? block.text
      : `if (\n${block.text}\n); then echo 'This was to fail.' >&2; exit 1; fi\n`;
  return shellBlocks(read(document))
    .filter(runs)
    .map((block) => `echo '--- ${document}, line ${block.line}' >&2\n${script(block)}`)
    .join("\n");
}

onBothEngines((engine) => {
  let smithd: TestSmithd | undefined;
  afterEach(async () => {
    await smithd?.stop();
    await removeTemporaryFolders();
  });

  /** A checkout beside which smithd runs, on another port than the one that is written. */
  async function run(document: string) {
    smithd = await startTestSmithd(engine);
    writeFileSync(join(smithd.folder, "first-api-key"), smithd.apiKey);
    const folder = await temporaryFolder();
    cpSync("examples", join(folder, "examples"), { recursive: true });
    symlinkSync(join(process.cwd(), "dist"), join(folder, "dist"));
    symlinkSync(smithd.folder, join(folder, "data"));
    await git(folder, "init", "--quiet");
    await git(folder, "add", "examples");
    await git(folder, "commit", "--quiet", "--message=Start");
    const script = scriptOf(document).replaceAll("http://127.0.0.1:8080", smithd.url);
    const options = { cwd: folder, env: { PATH: process.env["PATH"], HOME: folder } };
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) =>
      execFile("bash", ["-euo", "pipefail", "-c", script], options, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      ),
    );
  }

  describe.each(runnable)("%s", (document) => {
    test.skipIf(cannotRun(document))("does what it says", { timeout: 120_000 }, async () => {
      const { code, stdout, stderr } = await run(document);
      expect(code, stdout + stderr).toBe(0);
      // To curl, an answer that says so is a success.
      expect(stdout).not.toContain('"status": "failed"');
      if (document !== "README.md") return;
      expect(stdout).toMatch(/ENVIRONMENT +VERSION/);
      expect(stdout).toContain("Deploy hello v1 to production");
      expect(await smithd!.repository.files("environments/production/apps/hello")).toHaveLength(4);
      expect(stderr).toContain("deployment.yaml:7:3");
      expect(stderr).toContain("kustomization.yaml:3:5");
    });
  });
});
