import { chmod, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { configMap } from "../support/publish.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { forge } from "./run.ts";
import { writeFiles } from "./workspace.ts";

afterAll(removeTemporaryFolders);

const hello = join(import.meta.dirname, "../../examples/hello/manifests");
const folderWith = async (files: Record<string, string>) => writeFiles(await temporaryFolder(), files);
const validate = (folder: string, ...args: string[]) =>
  forge(["validate", folder, "--app", "api-service", ...args]);

const withoutName = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels: {}\n";
const withTab = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: settings\n";

test.concurrent("the sample app is valid, anywhere and without a commit", async () => {
  const ran = await validate(hello, "--namespace", "shop");
  expect(ran).toMatchObject({ code: 0, stdout: "4 files are valid.\n" });
  expect(ran.stderr).toContain("version.yml was not checked as a whole");
});

test.concurrent("every violation is said at once, with file, line and column", async () => {
  const folder = await folderWith({
    "a.yaml": withoutName,
    "b/c.yaml": withTab,
    "good.yaml": configMap("good"),
  });
  const { code, stdout, stderr } = await validate(folder);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^ {2}a\.yaml:4:3 {2}\S/m);
  expect(stderr).toMatch(/^ {2}b\/c\.yaml:4:1 {2}\S/m);
  expect(stderr).not.toContain("good.yaml");
  expect(stderr).toContain("Next: Correct the files and run forge again. Nothing was sent.");
});

test.concurrent("--json is one document, of good folders and of bad ones", async () => {
  const good = await validate(hello, "--namespace=shop", "--json");
  expect(good.code).toBe(0);
  expect(JSON.parse(good.stdout)).toEqual({ valid: true, violations: [], warnings: [] });
  const bad = await validate(await folderWith({ "a.yaml": withoutName }), "--json");
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.stdout)).toMatchObject({
    valid: false,
    violations: [{ file: "a.yaml", line: 4, column: 3 }],
  });
});

test.concurrent("paths that no version can have are refused before any file is read", async () => {
  const folder = await folderWith({ "a b.yaml": configMap("a"), "ok.yaml": configMap("ok") });
  await symlink(join(folder, "ok.yaml"), join(folder, "link.yaml"));
  const { code, stderr } = await validate(folder);
  expect(code).toBe(1);
  expect(stderr).toContain("a b.yaml");
  expect(stderr).toContain("link.yaml  A symbolic link is not followed.");
  const json = await validate(folder, "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({ valid: false, violations: [{}, {}] });
});

test.concurrent("dot files are left out, and said so", async () => {
  const ran = await validate(await folderWith({ "a.yaml": configMap("a"), ".secrets/key": "k" }));
  expect(ran).toMatchObject({ code: 0, stdout: "2 files are valid.\n" });
  expect(ran.stderr).toContain(".secrets is left out: its name starts with a dot.");
});

test.concurrent.each<[string, string[], RegExp]>([
  ["a folder that is not there", ["/no/such", "--app", "a"], /There is no folder \/no\/such\./],
  ["no folder", ["--app", "a"], /DIR is missing\./],
  ["two folders", [hello, hello, "--app", "a"], /is one word too many\./],
  ["no app", [hello], /--app is missing\./],
  ["what is no app's name", [hello, "--app", "A b"], /"A b" cannot be an app's name/],
  ["what is no namespace", [hello, "--app", "a", "--namespace", "-x"], /"-x" cannot be a namespace/],
])("%s is a mistake in the command line", async (_what, args, message) => {
  const ran = await forge(["validate", ...args]);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toMatch(message);
});

test.concurrent("a folder of no files is a mistake", async () => {
  const ran = await validate(await temporaryFolder());
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain("has no files.");
});

// Root may read everything.
test.skipIf(process.getuid?.() === 0)("a file that may not be read is a fault with its name", async () => {
  const folder = await folderWith({ "a.yaml": configMap("a"), "closed.yaml": configMap("b") });
  await chmod(join(folder, "closed.yaml"), 0);
  const ran = await validate(folder);
  expect(ran).toMatchObject({ code: 1, stdout: "" });
  expect(ran.stderr).toContain("closed.yaml  The file cannot be read (EACCES).");
});
