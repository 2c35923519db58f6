import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deployment, Problem } from "../../generated/api.ts";
import { operationRoutes, streamRoutes } from "../../generated/client.ts";
import { configMap } from "../support/publish.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { runHere } from "./in-process.ts";
import { commandFor, composed } from "./prism/commands.ts";
import { examples, operationsOfContract, type Example } from "./prism/examples.ts";
import { startMock, type Mock } from "./prism/mock.ts";
import { run, type Ran } from "./run.ts";
import { writeFiles } from "./workspace.ts";

/** A mock server of the contract stands for smithd: what holds against it holds against the contract. */
let mock: Mock;
const folders = { DIR: "", DRAFTED: "" };

beforeAll(async () => {
  const versionFile =
    `app: api-service\nversion: 42540c4-123\ngit:\n  sha: ${"4".repeat(40)}\n  branch: main\n` +
    "  committer: Ada Lovelace <ada@example.com>\ndate: 2026-11-23T10:15:00Z\n";
  folders.DIR = await writeFiles(await temporaryFolder(), {
    "version.yml": versionFile,
    "deployment.yaml": configMap("api-service"),
  });
  // The checksums of the contract's draft are those of these bytes.
  folders.DRAFTED = await writeFiles(await temporaryFolder(), {
    "version.yml": "test",
    "deployment.yaml": "test2",
  });
  mock = await startMock();
});
afterAll(async () => {
  await mock.stop();
  await removeTemporaryFolders();
});

const successes = examples.filter(({ status }) => status < 400);
const failures = examples.filter(({ status }) => status >= 400);
const titled = (cases: Example[]) =>
  cases.map((example) => [`${example.operation} ${example.status} ${example.name}`, example] as const);

const settingsFor = (example: Example) => ({
  DEPLOYSMITH_URL: mock.urlFor(example),
  DEPLOYSMITH_API_KEY: "dsm_k3v9x2m1q8w7_secret",
});

function wordsOf(command: string): ["forge" | "smithctl", ...string[]] {
  const words = command.split(" ").map((word) => folders[word as keyof typeof folders] ?? word);
  return words as ["forge" | "smithctl", ...string[]];
}

/** Runs a command against a smithd that answers so, which the command has to ask for that. */
async function against(example: Example, command: string, ...more: string[]): Promise<Ran> {
  const [program, ...args] = wordsOf(command);
  const ran = await runHere(program, [...args, ...more], settingsFor(example));
  expect(ran.stderr).not.toContain("invalid by the contract");
  expect(mock.askedOf(mock.urlFor(example))).toContain(example.operation);
  return ran;
}

test("the contract, its client and these commands know the same operations", () => {
  const streams = Object.keys(streamRoutes);
  expect([...Object.keys(operationRoutes), ...streams].sort()).toEqual([...operationsOfContract].sort());
  expect(Object.keys(commandFor).sort()).toEqual(Object.keys(operationRoutes).sort());
});

describe("every success of the contract", () => {
  test.concurrent.each(titled(successes))("%s is understood", async (_title, example) => {
    const plain = await against(example, commandFor[example.operation]);
    const code = isFailedDeployment(example) ? 6 : 0;
    expect(plain).toMatchObject({ code, stderr: expect.not.stringContaining("This is a bug") as string });
    expect(plain.stdout).not.toBe("");
    const json = await against(example, commandFor[example.operation], "--json");
    expect(json.code).toBe(code);
    const printed = JSON.parse(json.stdout.replaceAll(`${mock.urlFor(example)}/uploads`, uploads)) as unknown;
    if (printsAnswer(example))
      expect(printed).toEqual((example.value as { items?: unknown }).items ?? example.value);
  });
});

const uploads = "https://deploysmith.example.com/uploads";
const isFailedDeployment = ({ operation, value }: Example) =>
  operation === "deploymentCreate" && (value as Deployment).status === "failed";
/** The others have no answer of their own, or are about what was done with it. */
const printsAnswer = ({ operation, status }: Example) =>
  status !== 204 && !["versionFileView", "versionUploadsRenew"].includes(operation);

describe("every failure of the contract", () => {
  test.concurrent.each(titled(failures))("%s is told, and exits as it should", async (_title, example) => {
    const ran = await against(example, commandFor[example.operation]);
    if (`${example.operation} ${example.name}` === "versionUploadsRenew version-published")
      return expect(ran).toMatchObject({ code: 0, stdout: "0 of 2 files were uploaded.\n" });
    expectTold(ran, example, commandFor[example.operation]);
  });
});

describe.each(composed)("%s", (command, operations) => {
  const cases = failures.filter(({ operation }) => operations.includes(operation));
  test.concurrent.each(titled(cases))("tells %s", async (_title, example) => {
    const timeout = example.status >= 500 ? "300ms" : "20s";
    const ran = await against(example, command.replace("TIMEOUT", timeout));
    if (example.name === "file-not-text")
      return expect(ran.stderr).toContain("deployment.yaml is modified; it is no text");
    // While a deployment is waited for, an outage is something that passes.
    if (example.operation === "deploymentView" && example.status >= 500) return expect(ran.code).toBe(7);
    expectTold(ran, example, command);
  });
});

/** The exit code, the detail, every single fault and the request's id. */
function expectTold({ code, stdout, stderr }: Ran, example: Example, command: string): void {
  const { detail, errors = [], requestId } = example.value as Problem;
  expect({ code, bug: stderr.includes("This is a bug") }).toEqual({
    code: exitCodeFor(example, command),
    bug: false,
  });
  if (!command.startsWith("forge publish DIR")) expect(stdout).toBe("");
  expect(stderr).toContain(detail);
  for (const fault of errors) expect(stderr).toContain(fault.detail);
  expect(stderr).toContain(`Request id: ${requestId}`);
}

/** By the words of the decision on exit codes. */
function exitCodeFor({ status, name }: Example, command: string): number {
  const deploys = /^smithctl (deploy|rollback|promote|remove) /.test(command);
  if (deploys && name.startsWith("gitops-")) return 6;
  if (name === "app-archived") return 3;
  if (status === 401) return 4;
  return status === 409 || status === 412 ? 5 : 1;
}

test("the built programs do the same", async () => {
  const find = (operation: string, name: string) =>
    examples.find((example) => example.operation === operation && example.name === name)!;
  const cases: [Example, number][] = [
    [find("appList", "page"), 0],
    [find("whoami", "unauthenticated"), 4],
    [find("deploymentCreate", "running-version-changed"), 5],
    [find("versionDraft", "files-invalid"), 1],
  ];
  for (const [example, code] of cases) {
    const [program, ...args] = wordsOf(commandFor[example.operation]);
    expect(await run(program, args, { env: settingsFor(example) })).toMatchObject({ code });
  }
});
