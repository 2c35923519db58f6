import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { WAIT, withStandby } from "./standby.ts";

const PATH = process.env["PATH"]!;
const opened: { close(): void }[] = [];
afterEach(() => opened.splice(0).forEach((each) => each.close()));

/** What runs a command, and what it printed. */
function runner() {
  const starter = withStandby();
  opened.push(starter);
  return async (args: string[], env: Record<string, string> = { PATH }) => {
    const child = starter.start(args, env);
    child.stdin.end();
    const [printed] = await Promise.all([text(child.stdout), once(child, "close")]);
    // The next is made once there is nothing else to do.
    await setImmediate();
    return { by: child.spawnfile, printed: printed.trim() };
  };
}

test("from the second on, the process was there before the command was known", async () => {
  const run = runner();
  expect(await run(["version"])).toMatchObject({ by: "git" });
  for (let count = 0; count < 3; count++) {
    const { by, printed } = await run(["version"]);
    expect(by).toBe("sh");
    expect(printed).toMatch(/^git version/);
  }
});

test.each([
  [["  a  ", "it's", '"', "\\n \\", "$(id)", "`id`", "*", "~", "-n", "é\t\u0001", "%s", "!"]],
  [["two\nlines"]],
  [["", "after nothing"]],
])("what it is given is what git gets: %j", async (words) => {
  const run = runner();
  const quoted = () => run(["rev-parse", "--sq-quote", ...words]);
  const { by, printed } = await quoted();
  expect(by).toBe("git");
  for (let count = 0; count < 2; count++) expect((await quoted()).printed).toBe(printed);
});

test("it has the environment of the moment in which the command is given", async () => {
  const run = runner();
  const named = (name: string) => ({
    PATH,
    ...{ GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "user.name", GIT_CONFIG_VALUE_0: name },
  });
  for (const name of ["old", "old", "new", "new", "old"])
    expect((await run(["config", "user.name"], named(name))).printed).toBe(name);
});

test("half a command is none: whoever was to give it may have been killed", () => {
  const run = (input: string) => spawnSync("sh", ["-c", WAIT], { env: { PATH }, input });
  expect(run("version\n\n").stdout.toString()).toMatch(/^git version/);
  for (const input of ["", "version", "version\n", "version\n--build"])
    expect(run(input)).toMatchObject({ status: 1, stdout: Buffer.alloc(0) });
});
