import { expect, test } from "vitest";
import { objectsIn, objectsWithoutNamespace } from "./object-keys.ts";
import { configMap, inShort, validate, versionFile } from "./version-for-tests.ts";

const violations = (files: Record<string, string | Uint8Array>, namespace?: Parameters<typeof validate>[1]) =>
  inShort(validate(files, namespace).violations);

test("a good version has its metadata and nothing to say", () => {
  expect(
    validate({
      "a.yaml": configMap("a"),
      "b/c.json": '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"c"}}',
    }),
  ).toEqual({
    metadata: {
      date: "2026-11-23T10:15:00Z",
      git: { sha: "0".repeat(40), branch: "main", committer: "Ada Lovelace <ada@example.com>" },
    },
    violations: [],
    warnings: [],
    objects: [
      {
        takesNamespace: true,
        keys: [
          ["", "ConfigMap", "", "a"],
          ["", "Secret", "", "c"],
        ],
      },
    ],
  });
});

test("a field of the metadata that Kubernetes does not know is refused, or let through with a warning", () => {
  const files = { "a.yaml": `${configMap("a")}  label: {}\n  annotation: {}\n  foo: 1\n` };
  expect(inShort(validate(files).violations)).toEqual([
    "field-unknown a.yaml:5:3",
    "field-unknown a.yaml:6:3",
    "field-unknown a.yaml:7:3",
  ]);
  expect(validate(files).violations[0]!.detail).toContain("Did you mean `labels`?");
  const accepted = validate(files, { app: "shop" }, { acceptUnknownFields: true });
  expect(accepted.violations).toEqual([]);
  expect(inShort(accepted.warnings)).toHaveLength(3);
});

test.each([
  ["no apiVersion", "kind: A\nmetadata: {name: a}\n", "api-version-missing a.yaml:1:1"],
  ["an empty kind", "apiVersion: v1\nkind:\nmetadata: {name: a}\n", "kind-missing a.yaml:2:1"],
  [
    "an apiVersion that is a number",
    "apiVersion: 1\nkind: A\nmetadata: {name: a}\n",
    "api-version-invalid a.yaml:1:1",
  ],
  [
    "an apiVersion that is none",
    "apiVersion: v1/\nkind: A\nmetadata: {name: a}\n",
    "api-version-invalid a.yaml:1:1",
  ],
  ["no metadata", "apiVersion: v1\nkind: ConfigMap\n", "name-missing a.yaml:1:1"],
  ["metadata that is text", "apiVersion: v1\nkind: ConfigMap\nmetadata: a\n", "metadata-invalid a.yaml:3:1"],
  ["no name", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels: {}\n", "name-missing a.yaml:4:3"],
  [
    "a generated name",
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: a-\n",
    "name-missing a.yaml:4:3",
  ],
  [
    "a name that is a number to YAML 1.1",
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: 012\n",
    "name-not-text a.yaml:4:3",
  ],
  [
    "a name that is a boolean to YAML 1.1",
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: no\n",
    "name-not-text a.yaml:4:3",
  ],
  [
    "a name that is a date",
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: 2026-11-24\n",
    "name-not-text a.yaml:4:3",
  ],
  [
    "a name with a slash",
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a/b\n",
    "name-invalid a.yaml:4:3",
  ],
  ["a namespace in capitals", `${configMap("a")}  namespace: Shop\n`, "namespace-invalid a.yaml:5:3"],
  ["text instead of an object", "hello\n", "object-not-a-map a.yaml:1:1"],
  ["a list instead of an object", "- a\n", "object-not-a-map a.yaml:1:1"],
  [
    "a kustomization under another name",
    "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
    "kustomization-misplaced a.yaml:2:1",
  ],
  [
    "an item of a List",
    "apiVersion: v1\nkind: List\nitems:\n  - kind: ConfigMap\n    apiVersion: v1\n",
    "name-missing a.yaml:4:5",
  ],
  [
    "the second document",
    `${configMap("a")}---\n# nothing\n---\nkind: A\nmetadata: {name: a}\n`,
    "api-version-missing a.yaml:8:1",
  ],
])("%s is refused where it stands", (_what, text, expected) => {
  expect(violations({ "a.yaml": text })).toEqual([expected]);
});

test("everything that is wrong is said at once, in the order of the files", () => {
  const files = {
    "c.yaml": "a: [1\n",
    "b.yaml": "a: 1\na: 2\n",
    "a.yaml": "kind: A\n",
    "version.yml": "app: other\n",
  };
  const found = violations(files);
  expect(found).toEqual([...found].sort((a, b) => (a.split(" ")[1]! < b.split(" ")[1]! ? -1 : 1)));
  expect(new Set(found.map((each) => each.split(" ")[1]!.split(":")[0]))).toEqual(
    new Set(["a.yaml", "b.yaml", "c.yaml", "version.yml"]),
  );
});

test("an object needs a namespace from itself, a kustomization, the app or Flux", () => {
  const bare = { "a.yaml": configMap("a") };
  expect(violations(bare, {})).toEqual(["namespace-missing a.yaml:1:1"]);
  expect(violations(bare, { app: "shop" })).toEqual([]);
  expect(violations(bare, "from-flux")).toEqual([]);
  expect(violations(bare, "unknown")).toEqual([]);
  expect(violations({ "a.yaml": configMap("a", "shop") }, {})).toEqual([]);
  expect(violations({ ...bare, "kustomization.yaml": "namespace: shop\nresources: [a.yaml]\n" }, {})).toEqual(
    [],
  );
  // The app's namespace is set by the generated kustomization, and here none is generated.
  expect(violations({ ...bare, "kustomization.yaml": "resources: [a.yaml]\n" })).toEqual([
    "namespace-missing a.yaml:1:1",
  ]);
  expect(
    violations(
      {
        ...bare,
        "base/kustomization.yaml": "namespace: x\nresources: [b.yaml]\n",
        "base/b.yaml": configMap("b"),
      },
      {},
    ),
  ).toEqual(["namespace-missing a.yaml:1:1"]);
});

test("what belongs to the cluster needs no namespace, and of custom resources nobody knows", () => {
  const cluster = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\n";
  const custom = "apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: a}\n";
  expect(violations({ "a.yaml": cluster, "b.yaml": custom }, {})).toEqual([]);
});

test("a namespace that the generated kustomization replaces is a warning", () => {
  expect(inShort(validate({ "a.yaml": configMap("a", "other") }).warnings)).toEqual([
    "namespace-overridden a.yaml:1:1",
  ]);
});

test("the same object twice is refused, whatever its version and its file", () => {
  const old = "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n";
  const now = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n";
  expect(violations({ "a.yaml": old, "b.yaml": now })).toEqual([
    "api-version-removed a.yaml:1:1",
    "object-duplicate b.yaml:1:1",
  ]);
  expect(violations({ "a.yaml": configMap("a", "one"), "b.yaml": configMap("a", "two") }, {})).toEqual([]);
  // The app's namespace makes them one.
  expect(violations({ "a.yaml": configMap("a", "one"), "b.yaml": configMap("a", "two") })).toEqual([
    "object-duplicate b.yaml:1:1",
  ]);
});

test("an environment's own files are checked as they will lie there", () => {
  const files = {
    "a.yaml": configMap("a"),
    "environments/production/a.yaml": "kind: ConfigMap\nmetadata: {name: a}\n",
    "environments/staging/b.yaml": configMap("a"),
    "environments/test/kustomization.yaml": "resources: [a.yaml, missing.yaml]\n",
  };
  expect(violations(files)).toEqual([
    "namespace-missing a.yaml:1:1 in test",
    "api-version-missing environments/production/a.yaml:1:1",
    "object-duplicate environments/staging/b.yaml:1:1",
    "reference-missing environments/test/kustomization.yaml:1:21",
  ]);
  // Where it replaces a broken file, that file is still broken elsewhere.
  expect(violations({ "a.yaml": "kind: A\n", "environments/staging/a.yaml": configMap("a") })).toContain(
    "api-version-missing a.yaml:1:1",
  );
});

test("a version may be for some environments only, and must hold an object", () => {
  expect(violations({ "environments/staging/a.yaml": configMap("a") })).toEqual([]);
  expect(violations({})).toEqual(["version-empty version.yml"]);
  expect(violations({ "a.yaml": "# nothing\n" })).toEqual(["version-empty version.yml"]);
});

test.each([
  ["../a.yaml", "path-invalid"],
  [".hidden.yaml", "path-invalid"],
  ["a/.git/b.yaml", "path-invalid"],
  ["-a.yaml", "path-invalid"],
  ["a b.yaml", "path-invalid"],
  ["a\nb.yaml", "path-invalid"],
  ["a//b.yaml", "path-invalid"],
  ["1/2/3/4/5/6/7/8/9.yaml", "path-invalid"],
  [`${"a".repeat(196)}.yaml`, "path-invalid"],
  ["Kustomization", "path-invalid"],
  ["environments/a.yaml", "path-invalid"],
  ["environments/Not_A_Label/a.yaml", "path-invalid"],
  ["environments/staging/version.yml", "path-reserved"],
  ["environments/staging/environments/a/b.yaml", "path-reserved"],
  ["a.txt", "extension-unknown"],
  ["version.YML", "extension-unknown"],
])("the path %j is refused", (path, code) => {
  const { violations: found } = validate({ [path]: configMap("a") });
  expect(found.map((violation) => [violation.code, violation.file])).toContainEqual([code, path]);
});

test("paths that meet are refused: by case, as a file and a folder, and under an environment", () => {
  expect(violations({ "a.yaml": "", "A.yaml": "" })).toEqual(["path-duplicate A.yaml"]);
  expect(violations({ "a.yaml": "", "A.yaml/b.yaml": "" })).toEqual(["path-duplicate a.yaml"]);
  expect(violations({ "a.yaml": configMap("a"), "environments/staging/A.yaml": configMap("b") })).toEqual([
    "path-duplicate a.yaml in staging",
  ]);
});

test.each([
  ["another app", versionFile.replace("app: api", "app: web"), "version-file-differs version.yml:1:1"],
  ["no version", versionFile.replace("version: v1\n", ""), "version-file-differs version.yml:1:1"],
  ["a short sha", versionFile.replace(/0{40}/, "42540c4"), "version-file-field-invalid version.yml:4:3"],
  [
    "no committer",
    versionFile.replace(/ {2}committer.*\n/, ""),
    "version-file-field-missing version.yml:4:3",
  ],
  [
    "a branch and a tag",
    versionFile.replace("  branch", "  tag: v1\n  branch"),
    "version-file-field-missing version.yml:3:1",
  ],
  [
    "neither branch nor tag",
    versionFile.replace("  branch: main\n", ""),
    "version-file-field-missing version.yml:3:1",
  ],
  [
    "a date without a time",
    versionFile.replace("T10:15:00Z", ""),
    "version-file-field-invalid version.yml:7:1",
  ],
  [
    "a date that is none",
    versionFile.replace("11-23T", "13-45T"),
    "version-file-field-invalid version.yml:7:1",
  ],
  ["a key twice", `${versionFile}app: api\n`, "key-duplicate version.yml:8:1"],
  ["no map", "- a\n", "version-file-invalid version.yml:1:1"],
  ["two documents", `${versionFile}---\na: 1\n`, "version-file-invalid version.yml:1:1"],
])("version.yml with %s is refused", (_what, text, expected) => {
  expect(violations({ "version.yml": text, "a.yaml": configMap("a") })).toEqual([expected]);
});

test("every scalar of version.yml is text, and keys that are not known are left alone", () => {
  const text =
    versionFile.replace(/0{40}/, "1".repeat(40)).replace("main", "012") +
    "build: {number: 0x1f}\nteam: payments\n";
  expect(validate({ "version.yml": text, "a.yaml": configMap("a") }).metadata).toMatchObject({
    git: { sha: "1".repeat(40), branch: "012" },
    build: { number: "0x1f" },
  });
});

test("a kustomization's namespace makes every Namespace its own, and says so", () => {
  const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`;
  const { warnings, objects } = validate({ "a.yaml": namespace("market") });
  expect(inShort(warnings)).toEqual(["namespace-renamed a.yaml:1:1"]);
  expect(warnings[0]!.detail).toContain("Namespace market one that is named shop");
  expect(objectsIn(objects, "staging", "shop")).toEqual(["Namespace shop"]);
  expect(objectsIn(objects, "staging", undefined)).toEqual(["Namespace market"]);
  expect(violations({ "a.yaml": namespace("market"), "b.yaml": namespace("fair") })).toEqual([
    "object-duplicate b.yaml:1:1",
  ]);
});

test("objects are known by where they will be: without a namespace that is `default`", () => {
  const { objects } = validate({ "a.yaml": configMap("a"), "b.yaml": configMap("b", "market") }, "from-flux");
  expect(objectsIn(objects, "staging", undefined)).toEqual(["ConfigMap default/a", "ConfigMap market/b"]);
  expect(objectsIn(objects, "staging", "shop")).toEqual(["ConfigMap shop/a", "ConfigMap shop/b"]);
  expect(objectsWithoutNamespace(objects, "staging", undefined)).toEqual(["ConfigMap a"]);
  expect(objectsWithoutNamespace(objects, "staging", "shop")).toEqual([]);
});
