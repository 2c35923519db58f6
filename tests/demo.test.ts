import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../clients/client.ts";
import type { Result } from "../scripts/demo/story.ts";

type Printed = Result & { url: string; keyFile: string; repository: string };

/** Runs the demo and resolves with its document once that is complete; with --keep it goes on. */
function demo(...args: string[]) {
  const child = spawn(process.execPath, ["scripts/demo.ts", "--json", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  let stdout = "";
  let stderr = "";
  const printed = new Promise<Printed>((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (stdout.endsWith("}\n")) resolve(JSON.parse(stdout) as Printed);
    });
    void ended.then((code) =>
      reject(new Error(`the demo ended with ${code} and printed no document: ${stderr}`)),
    );
  });
  return { child, printed, ended };
}

test("the demo does the main job and says what it did with real commits", { timeout: 60_000 }, async () => {
  const { printed, ended } = demo();
  const { versions, deployments, commits, tree, environments } = await printed;
  expect(await ended).toBe(0);
  const [second, first] = versions.map(({ id }) => id);
  expect(first).toMatch(/^[0-9a-f]{7}-1$/);
  expect(second).toMatch(/^[0-9a-f]{7}-2$/);
  expect(
    deployments.map(({ kind, status, environment, version }) => [kind, status, environment, version]),
  ).toEqual([
    ["rollback", "deployed", "production", first],
    ["manual", "deployed", "production", second],
    ["auto", "deployed", "staging", second],
    ["manual", "deployed", "production", first],
    ["auto", "deployed", "staging", first],
  ]);
  expect(commits.slice(0, -1).map(({ id }) => id)).toEqual(deployments.map(({ commit }) => commit));
  expect(tree).toContain("environments/production/apps/hello/version.yml");
  expect(environments.map(({ name, apps }) => [name, apps[0]!.version])).toEqual([
    ["production", first],
    ["staging", second],
  ]);
});

test(
  "with --keep it can be used until it is interrupted, and then nothing is left",
  { timeout: 60_000 },
  async () => {
    const { child, printed, ended } = demo("--keep");
    const { url, keyFile, repository } = await printed;
    const client = connect({ url, apiKey: readFileSync(keyFile, "utf8").trim(), userAgent: "tests" });
    expect(await client.whoami()).toMatchObject({ name: "first" });
    expect(existsSync(repository)).toBe(true);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(existsSync(dirname(repository))).toBe(false);
  },
);
