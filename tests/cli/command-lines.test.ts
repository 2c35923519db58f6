import { execFile } from "node:child_process";
import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { program as forgeProgram } from "../../cli-forge/program.ts";
import { program as smithctlProgram } from "../../cli-smithctl/program.ts";
import { dashed, type Syntax } from "../../clients/terminal/command-line.ts";
import type { Command } from "../../clients/terminal/program.ts";
import { runHere } from "./in-process.ts";
import { forge, run, smithctl } from "./run.ts";

afterAll(removeTemporaryFolders);

const shell = promisify(execFile);
const dist = join(import.meta.dirname, "../../dist");
const shellEnv = { PATH: process.env["PATH"], HOME: "/nonexistent" };

describe.each([["forge", forgeProgram] as const, ["smithctl", smithctlProgram] as const])(
  "%s",
  (name, program) => {
    test.concurrent.each(Object.keys(program.commands))(
      "%s says its usage, flags, examples and exit codes, and has no flag that is not said",
      async (command) => {
        const asked = await runHere(name, [command, "--help"], {});
        expect(asked).toMatchObject({ code: 0, stderr: "" });
        expect(asked.stdout).toMatch(new RegExp(`^Usage:\n  ${name} ${command}`, "m"));
        expect(asked.stdout).toMatch(/^Flags:[^]*^Examples:[^]*^Exit codes:\n {2}0 /m);
        const { syntax } = await program.commands[command]!.load();
        for (const flag of flagsOf(syntax)) expect(asked.stdout).toContain(flag);
      },
    );

    test.concurrent(
      "lists each command, prints its version, and has no command that nobody wrote",
      async () => {
        const overview = await run(name, ["--help"]);
        expect(overview).toMatchObject({ code: 0, stderr: "" });
        for (const command of Object.keys(program.commands))
          expect(overview.stdout).toMatch(new RegExp(`^  ${command} `, "m"));
        expect(overview.stdout).not.toContain("__complete");
        const [first = ""] = Object.keys(program.commands);
        expect(await run(name, ["help", first])).toEqual(await run(name, [first, "-h"]));
        expect(await run(name, ["--version"])).toMatchObject({ code: 0, stdout: "0.1.0\n" });
        expect(await run(name, ["constructor"])).toMatchObject({ code: 2, stdout: "" });
      },
    );
  },
);

function flagsOf(syntax: Command["syntax"] = {}): string[] {
  const all = "flags" in syntax ? [syntax as Syntax] : Object.values<Syntax>(syntax);
  return all.flatMap(({ flags }) => Object.keys(flags).map(dashed));
}

test.concurrent(
  "forge without a command is a mistake; smithctl without one needs a terminal, and names the commands",
  async () => {
    for (const args of [[], [""]]) {
      const ran = await forge(args);
      expect(ran).toMatchObject({ code: 2, stdout: "" });
      expect(ran.stderr).toContain("forge COMMAND");
    }
    const ran = await smithctl([]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("Use a command instead, such as `smithctl apps`");
  },
);

test.concurrent.each<[string[], RegExp]>([
  [["aps"], /Did you mean `smithctl apps`\?/],
  [["apps", "regsiter", "x"], /Did you mean `smithctl apps register`\?/],
  [
    ["policies", "lsit", "x"],
    /Did you mean `smithctl policies list`\? If it is a name: `smithctl policies list lsit`/,
  ],
  [["--url", "x", "apps"], /Flags come after the command\./],
  [["policies", "--json", "list", "x"], /Flags come after the verb\.\nNext: smithctl policies list --json/],
  [["apps", "--api-key", "x"], /There is no flag --api-key\.\nNext: Command lines are visible to others/],
  [["deploy", "a", "b", "--wait=1"], /--wait takes no value but true or false\./],
  [
    ["policies", "set", "a", "b", "--branch", "--tag", "v"],
    /--branch needs a value\.\nNext: Write --branch=VALUE/,
  ],
  [["policies", "set", "a", "b", "--env", "staging"], /--branch or --tag is missing\./],
  [["deploy", "a"], /VERSION is missing\./],
  [["deploy", "a", "b"], /--env is missing\./],
  [["deploy", "a", "b", "--env", "staging", "--timeout", "soon"], /--timeout needs a duration such as/],
  [["versions", "a", "--status", "gone"], /--status knows draft, publishing/],
  [["apps"], /It is not known where smithd is\.\nNext: Set DEPLOYSMITH_URL/],
  [["apps", "--url", "ftp://x"], /The URL from --url must start with https/],
])("smithctl %j is told what is wrong", async (args, message) => {
  const ran = await smithctl(args);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toMatch(message);
});

test.concurrent(
  "a key goes over plain http to this machine only, and without one the exit code says so",
  async () => {
    const env = { DEPLOYSMITH_API_KEY: "dsm_secret_key" };
    const plain = await smithctl(["apps", "--url", "http://smithd.example"], { env });
    expect(plain.code).toBe(2);
    expect(plain.stderr).toContain("--allow-http");
    expect(plain.stderr).not.toContain("dsm_secret_key");
    expect(await smithctl(["apps", "--url", "https://smithd.example"])).toMatchObject({ code: 4 });
  },
);

// Only Linux has a device that is always full.
test
  .skipIf(process.platform !== "linux")
  .concurrent(
    "output that is lost makes a success a failure, but a reader that goes away does not",
    async () => {
      const command = `"${join(dist, "bin/smithctl")}" --help`;
      await expect(shell("sh", ["-c", `${command} > /dev/full`], { env: shellEnv })).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining("The output could not be written: ENOSPC") as string,
      });
      const pipe = `{ ${command}; echo $? >&2; } | true`;
      expect(await shell("sh", ["-c", pipe], { env: shellEnv })).toMatchObject({ stderr: "0\n" });
    },
  );

test.concurrent("the launcher works through links, with CDPATH, and away from the checkout", async () => {
  const folder = await temporaryFolder();
  await symlink(join(dist, "bin/forge"), join(folder, "first"));
  await symlink("first", join(folder, "forge"));
  const env = { ...shellEnv, CDPATH: `${folder}:${dist}` };
  expect((await shell("./forge", ["--version"], { cwd: folder, env })).stdout).toBe("0.1.0\n");
  expect((await shell("bin/forge", ["--version"], { cwd: dist, env })).stdout).toBe("0.1.0\n");

  await cp(join(dist, "bin"), join(folder, "copy/bin"), { recursive: true });
  await cp(join(dist, "forge"), join(folder, "copy/forge"), { recursive: true });
  const copied = join(folder, "copy/bin/forge");
  expect((await shell(copied, ["--version"], { env })).stdout).toBe("0.1.0\n");
  const withoutNode = { ...shellEnv, PATH: join(folder, "empty") };
  await expect(shell("/bin/sh", ["-c", `exec "${copied}"`], { env: withoutNode })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("forge needs Node 24") as string,
  });
});
