import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlite } from "../support/engines.ts";
import { deploy, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { runHere } from "./in-process.ts";
import { settingsOf, type Environment } from "./run.ts";

const run = promisify(execFile);
const bin = join(import.meta.dirname, "../../dist/bin");

let smithd: TestSmithd;
beforeAll(async () => {
  smithd = await startTestSmithd(sqlite);
  await smithd.client.appRegister({ body: { name: "api-service", namespace: "shop" } });
  await publish(smithd.client, { version: "v1" });
  await publish(smithd.client, { version: "v2" });
  await deploy(smithd.client, "v1", "staging");
  const body = { environment: "staging", branches: ["main"] };
  await smithd.client.policyPut({ path: { app: "api-service", policy: "main-to-staging" }, body });
});
afterAll(async () => {
  await smithd.stop();
  await removeTemporaryFolders();
});

async function complete(words: string[], env: Environment = settingsOf(smithd)): Promise<string[]> {
  const { code, stdout, stderr } = await runHere("smithctl", ["__complete", ...words], env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t")[0]!);
}

test.each<[string[], string[]]>([
  [["dep"], ["deploy", "deployments"]],
  [["help", "who"], ["whoami"]],
  [["deploy", "ap"], ["api-service"]],
  [
    ["deploy", "api-service", ""],
    ["v2", "v1"],
  ],
  [
    ["deploy", "api-service", "v1", "--env", ""],
    ["production", "staging"],
  ],
  [["deploy", "api-service", "v1", "--env", "=", "st"], ["staging"]],
  [["deploy", "api-service", "v1", "--env=st"], ["--env=staging"]],
  [["deploy", "api-service", "v1", "--wait", "--w"], []],
  [["deploy", "api-service", "v1", "--e"], ["--env"]],
  [
    ["rollback", "api-service", "--to", "v"],
    ["v2", "v1"],
  ],
  [["promote", "api-service", "--from", "s"], ["staging"]],
  [
    ["versions", "api-service", "v1", "--file", ""],
    ["config.yaml", "version.yml"],
  ],
  [
    ["versions", "api-service", "--status", "p"],
    ["publishing", "published"],
  ],
  [["deployments", "--status", "f"], ["failed"]],
  [
    ["apps", ""],
    ["list", "show", "register", "update", "archive", "restore"],
  ],
  [["apps", "show", ""], ["api-service"]],
  [
    ["policies", ""],
    ["list", "set", "delete", "match", "api-service"],
  ],
  [["policies", "delete", "api-service", ""], ["main-to-staging"]],
  [["environments", "prod"], ["production"]],
  [
    ["completion", ""],
    ["bash", "zsh", "fish"],
  ],
  [["nonsense", ""], []],
])("%j is completed", async (words, candidates) => {
  expect(await complete(words)).toEqual(candidates);
});

test("without a smithd, or with a wrong key, there is nothing to offer and nothing is said", async () => {
  const nowhere = { DEPLOYSMITH_URL: "http://127.0.0.1:9", DEPLOYSMITH_API_KEY: "dsm_x" };
  expect(await complete(["deploy", ""], nowhere)).toEqual([]);
  expect(await complete(["deploy", ""], { ...settingsOf(smithd), DEPLOYSMITH_API_KEY: "dsm_x" })).toEqual([]);
  expect(await complete(["policies", "l"], {})).toEqual(["list"]);
});

test("a shell that nobody wrote a script for is a mistake", async () => {
  expect(await runHere("smithctl", ["completion", "csh"], {})).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("There is: bash, zsh, fish.") as string,
  });
});

function isInstalled(shell: string): boolean {
  try {
    execFileSync(shell, ["-c", "exit 0"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** What a shell offers behind a line, by its own means, with our script loaded. */
const shells: Record<string, (line: string) => string[]> = {
  bash: (line) => [
    "--noprofile",
    "--norc",
    "-c",
    `eval "$(smithctl completion bash)"; COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _smithctl smithctl; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  fish: (line) => [
    "--no-config",
    "-c",
    `smithctl completion fish | source; complete -C "${line.replaceAll("''", "")}"`,
  ],
};

describe.each(Object.entries(shells))("%s", (shell, argumentsFor) => {
  const offers = async (line: string) => {
    const env = {
      ...settingsOf(smithd),
      PATH: `${bin}:${process.env["PATH"]}`,
      HOME: await temporaryFolder(),
    };
    const { stdout, stderr } = await run(shell, argumentsFor(line), { env });
    expect(stderr).toBe("");
    return stdout
      .trim()
      .split("\n")
      .map((each) => each.split("\t")[0]);
  };

  test.skipIf(!isInstalled(shell))("asks smithctl, and offers what it says", async () => {
    expect(await offers("smithctl dep")).toEqual(["deploy", "deployments"]);
    expect((await offers("smithctl deploy api-service ''")).sort()).toEqual(["v1", "v2"]);
    expect(await offers("smithctl deploy api-service v1 --env sta")).toEqual(["staging"]);
  });
});

test.skipIf(!isInstalled("zsh"))("zsh reads its script", async () => {
  const env = { PATH: `${bin}:${process.env["PATH"]}`, HOME: await temporaryFolder() };
  const script = 'compdef() { print -r -- "$@" }; eval "$(smithctl completion zsh)"';
  expect((await run("zsh", ["-f", "-c", script], { env })).stdout).toBe("_smithctl smithctl\n");
});
