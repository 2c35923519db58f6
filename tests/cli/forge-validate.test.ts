import { chmod, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { configMap } from "../support/publish.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { forge } from "./run.ts";
import { writeFiles } from "./workspace.ts";
import { caches } from "../support/caches.ts";

afterAll(removeTemporaryFolders);

const hello = join(import.meta.dirname, "../../examples/hello/manifests");
const folderWith = async (files: Record<string, string>) => writeFiles(await temporaryFolder(), files);
const validate = (folder: string, ...args: string[]) =>
  forge(["validate", folder, "--app", "api-service", ...args]);

const withoutName = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels: {}\n";
const withTab = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: settings\n";

test.concurrent("the sample app is valid, anywhere and without a commit", async () => {
  const ran = await validate(hello, "--namespace", "shop");
  expect(ran).toMatchObject({ code: 0, stdout: "4 files are valid for Kubernetes 1.36 and Flux.\n" });
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
  expect(JSON.parse(good.stdout)).toEqual({
    valid: true,
    kubernetes: "1.36",
    violations: [],
    warnings: [],
  });
  const bad = await validate(await folderWith({ "a.yaml": withoutName }), "--json");
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.stdout)).toMatchObject({
    valid: false,
    violations: [{ file: "a.yaml", line: 4, column: 3 }],
  });
});

const typo = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replcias: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: "api:1" }] }
`;
const secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: hunter2\n";

test.concurrent("a violation is shown with the lines around it, and what was probably meant", async () => {
  const folder = await folderWith({ "a.yaml": typo });
  const { code, stderr } = await validate(folder);
  expect(code).toBe(1);
  expect(stderr).toContain(
    [
      "  a.yaml:6:3  `spec` has no field `replcias`, and Flux would leave it out without a word. Did you mean `replicas`?",
      "",
      "      4 |   name: api",
      "      5 | spec:",
      "    > 6 |   replcias: 2",
      "        |   ^",
      "      7 |   selector: { matchLabels: { app: api } }",
      "      8 |   template:",
    ].join("\n"),
  );
  expect(stderr).toContain("--accept-unknown-fields");
  expect(stderr).not.toContain("\x1b");
  const accepted = await validate(folder, "--accept-unknown-fields");
  expect(accepted.code).toBe(0);
  expect(accepted.stderr).toContain("1 thing to look at");
  const json = JSON.parse((await validate(folder, "--json")).stdout) as { violations: unknown[] };
  expect(json.violations).toEqual([
    expect.objectContaining({
      code: "field-unknown",
      document: 1,
      line: 6,
      column: 3,
      pointer: "/spec/replcias",
      suggestion: "replicas",
    }),
  ]);
});

test.concurrent("what comes from a file cannot act on a terminal", async () => {
  const evil = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  "x\\e[2J\\u202e": 1\n';
  const { stderr } = await validate(await folderWith({ "a.yaml": evil }));
  expect(stderr).toContain("a.yaml:5:3");
  expect(stderr).not.toMatch(/[\x1b\u202e]/);
});

test.concurrent("GitHub Actions is told where each is, as annotations", async () => {
  const folder = await folderWith({ "a.yaml": typo, "s.yaml": secret });
  const { code, stderr } = await forge(["validate", folder, "--app", "api-service"], {
    env: { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: join(folder, "..") },
  });
  expect(code).toBe(1);
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  expect(stderr).toMatch(new RegExp(`^::error file=${name}/a.yaml,line=6,col=3,title=field-unknown::`, "m"));
  expect(stderr).toMatch(
    new RegExp(`^::warning file=${name}/s.yaml,line=5,col=1,title=secret-literal::`, "m"),
  );
});

test.concurrent(
  "secrets that are written out are pointed out, or refused where that is asked for",
  async () => {
    const folder = await folderWith({ "s.yaml": secret });
    const warned = await validate(folder);
    expect(warned.code).toBe(0);
    expect(warned.stderr).toContain("s.yaml:5:1  A secret is written out here");
    const refused = await validate(folder, "--deny-secrets");
    expect(refused.code).toBe(1);
    expect(refused.stderr).not.toContain("hunter2\n  password");
    const encrypted = secret.replace("hunter2", "ENC[AES256_GCM,data:x]") + "sops:\n  version: 3.9.0\n";
    expect((await validate(await folderWith({ "s.yaml": encrypted }), "--deny-secrets")).code).toBe(0);
  },
);

test.concurrent("custom resources are held against definitions that are given, or brought", async () => {
  const folder = await folderWith({ "cache.yaml": caches.wrong });
  expect((await validate(folder)).code).toBe(0);
  const schemas = await folderWith({ "caches.yaml": caches.definition });
  const given = await validate(folder, "--schemas", schemas);
  expect(given.code).toBe(1);
  expect(given.stderr).toContain("cache.yaml:6:3");
  const brought = await validate(
    await folderWith({ "cache.yaml": caches.wrong, "definition.yaml": caches.definition }),
  );
  expect(brought.stderr).toContain("cache.yaml:6:3");
  const none = await validate(folder, "--schemas", folder);
  expect(none.stderr).toContain("holds no CustomResourceDefinition");
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
  expect(ran).toMatchObject({ code: 0, stdout: "2 files are valid for Kubernetes 1.36 and Flux.\n" });
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
