import { mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiKey, ApiKeySecret } from "../../generated/api.ts";
import { sqlite } from "../support/engines.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { runHere, type Person } from "./in-process.ts";
import { settingsOf, smithctl } from "./run.ts";

let smithd: TestSmithd;
beforeAll(async () => {
  smithd = await startTestSmithd(sqlite);
});
afterAll(async () => {
  await smithd.stop();
  await removeTemporaryFolders();
});

const ask = (...args: string[]) => runHere("smithctl", args, settingsOf(smithd));

test("a key is made, shown once and alone on stdout, opens smithd, and is revoked", async () => {
  const made = await ask("keys", "create", "ci", "--expires", "30d");
  expect(made.stdout).toMatch(/^dsm_[a-z0-9]+_\S+\n$/);
  expect(made.stderr).toMatch(
    /^Key [a-z0-9]+ for ci, expires: 20\d\d-.*This is its only copy; keep it now\.\n$/,
  );
  const env = { ...settingsOf(smithd), DEPLOYSMITH_API_KEY: made.stdout.trim() };
  expect((await runHere("smithctl", ["whoami"], env)).stdout).toMatch(/^Key: +ci /);

  const id = made.stdout.split("_")[1]!;
  const listed = await ask("keys");
  expect(listed.stdout).toMatch(new RegExp(`^${id} +ci +just now +just now +valid, expires in \\d+ d$`, "m"));
  expect(listed.stdout + listed.stderr).not.toContain("dsm_");
  expect(await ask("keys", "revoke", id)).toMatchObject({ code: 2, stdout: "" });
  expect((await ask("keys", "revoke", id, "--yes")).stdout).toBe(
    `Key ${id} is revoked: it opens nothing any more.\n`,
  );
  expect(await runHere("smithctl", ["whoami"], env)).toMatchObject({ code: 4 });
  const keys = JSON.parse((await ask("keys", "--json")).stdout) as ApiKey[];
  expect(keys.find((key) => key.id === id)?.revokedAt).toBeDefined();
});

test("--json of a new key holds it, and who revokes their own is warned", async () => {
  const key = JSON.parse((await ask("keys", "create", "own", "--json")).stdout) as ApiKeySecret;
  const env = { ...settingsOf(smithd), DEPLOYSMITH_API_KEY: key.key };
  const ran = await runHere("smithctl", ["keys", "revoke", key.id], env, { types: ["n"] });
  expect(ran).toMatchObject({ code: 1, stdout: "" });
  expect(ran.stderr).toContain("It is the one that you are using now. [y/N] Nothing was revoked.");
});

/** Somebody's home, and where the config file is in it. */
async function home() {
  const XDG_CONFIG_HOME = await temporaryFolder();
  const file = join(XDG_CONFIG_HOME, "deploysmith/config.yaml");
  const at = (args: string[], person?: Person) => runHere("smithctl", args, { XDG_CONFIG_HOME }, person);
  const write = async (text: string) => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o600 });
  };
  return { file, at, write, env: { XDG_CONFIG_HOME } };
}

test("login asks for both, shows no key, and keeps them where only their owner reads them", async () => {
  const { file, at } = await home();
  const ran = await at(["login"], { types: [smithd.url, smithd.apiKey] });
  const host = new URL(smithd.url).host;
  expect(ran.stdout).toMatch(new RegExp(`^Logged in to ${smithd.url} as ada \\(key \\w+\\)\\.\n$`));
  expect(ran.stderr).toContain(`Context ${host} is the current one, kept in ${file}.`);
  expect(ran.stdout + ran.stderr).not.toContain(smithd.apiKey);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await at(["whoami"])).toMatchObject({ code: 0 });
  const again = await at(["login"], { types: ["", smithd.apiKey] });
  expect(again.stderr).toContain(`Where is smithd? [${smithd.url}]`);
  expect(JSON.parse((await at(["contexts", "--json"])).stdout)).toEqual([
    { name: host, url: smithd.url, current: true },
  ]);
});

test("a key that smithd refuses is not kept; from stdin it needs no terminal", async () => {
  const { env, at } = await home();
  const wrong = await at(["login", "--url", smithd.url], { types: ["dsm_wrong_key"] });
  expect(wrong).toMatchObject({ code: 4, stdout: "" });
  expect((await at(["contexts"])).stderr).toContain("There is no context yet.");
  expect(await at(["login"])).toMatchObject({ code: 2, stdout: "" });
  const args = ["login", "--url", smithd.url, "--key-stdin", "--context", "piped"];
  const piped = await smithctl(args, { env, stdin: `${smithd.apiKey}\n` });
  expect(piped).toMatchObject({ code: 0 });
  expect((await at(["contexts"])).stdout).toMatch(/^piped +yes +http:\S+ +kept with it$/m);
  expect(await smithctl(["login", "--key-stdin"], { env, stdin: "x" })).toMatchObject({
    code: 2,
    stdout: "",
  });
});

test("other contexts, comments and unknown keys survive; a context is chosen and removed", async () => {
  const { file, at, write } = await home();
  await write(
    "# mine\ncurrentContext: away\nfuture: [1]\ncontexts:\n  # the old one\n" +
      `  - {name: away, url: "https://away.example", apiKeyFile: ~/key}\n  - name: here # keep\n    url: ${smithd.url}\n    apiKeyFile: /none\n`,
  );
  const args = ["login", "--url", `${smithd.url}/`];
  expect(await at(args, { types: [smithd.apiKey] })).toMatchObject({ code: 0 });
  expect(await readFile(file, "utf8")).toBe(
    "# mine\ncurrentContext: here\nfuture: [ 1 ]\ncontexts:\n  # the old one\n" +
      '  - { name: away, url: "https://away.example", apiKeyFile: ~/key }\n' +
      `  - name: here # keep\n    url: ${smithd.url}\n    apiKey: ${smithd.apiKey}\n`,
  );
  expect(await at(["contexts", "use", "awy"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Did you mean away?") as string,
  });
  expect(await at(["contexts", "use", "away"])).toMatchObject({
    code: 0,
    stdout: "away is the current context.\n",
  });
  expect(await at(["contexts", "remove", "here"], { types: ["y"] })).toMatchObject({ code: 0 });
  expect(await at(["contexts", "remove", "away", "--yes"])).toMatchObject({ code: 0 });
  expect(await readFile(file, "utf8")).toMatch(
    /^# mine\ncurrentContext:\nfuture: \[ 1 \]\ncontexts:\s+# the old one\s+\[\]\n$/,
  );
  expect(await at(["whoami"])).toMatchObject({ code: 2 });
});

test("a config file behind a link stays one, and variables that win over it are named", async () => {
  const { file, env } = await home();
  const elsewhere = join(await temporaryFolder(), "dotfiles.yaml");
  await writeFile(elsewhere, "contexts: []\n", { mode: 0o600 });
  await mkdir(dirname(file), { recursive: true });
  await symlink(elsewhere, file);
  const ran = await runHere(
    "smithctl",
    ["login"],
    { ...env, DEPLOYSMITH_URL: smithd.url },
    { types: [smithd.apiKey] },
  );
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stderr).toContain(
    "warning: DEPLOYSMITH_URL of your environment wins over it. Unset it to use it.",
  );
  expect(await readFile(elsewhere, "utf8")).toContain(smithd.apiKey);
});
