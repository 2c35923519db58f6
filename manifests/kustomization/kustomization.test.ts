import { expect, test } from "vitest";
import { configMap, inShort, validate } from "../version-for-tests.ts";

const of = (kustomization: string, files: Record<string, string> = {}) => {
  const { violations, warnings } = validate(
    { "kustomization.yaml": kustomization, "a.yaml": configMap("a", "shop"), ...files },
    {},
  );
  return { violations: inShort(violations), warnings: inShort(warnings) };
};
const good = { violations: [], warnings: [] };

test("references may go anywhere inside the version", () => {
  const files = {
    "base/kustomization.yml": "resources: [../a.yaml, deep/b.yaml]\n",
    "base/deep/b.yaml": configMap("b", "shop"),
    "parts/kustomization.yaml": "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n",
  };
  expect(of("resources: [./base/]\ncomponents: [parts]\n", files)).toEqual(good);
});

test.each([
  ["a file that is missing", "resources: [a.yaml, b.yaml]\n", "reference-missing kustomization.yaml:1:21"],
  [
    "a path that leaves the version",
    "resources: [a.yaml, ../b.yaml]\n",
    "reference-outside kustomization.yaml:1:21",
  ],
  ["an absolute path", "resources: [a.yaml, /etc/passwd]\n", "reference-outside kustomization.yaml:1:21"],
  [
    "a web address",
    "resources: [a.yaml, 'https://example.com/b.yaml']\n",
    "reference-remote kustomization.yaml:1:21",
  ],
  [
    "a repository",
    "resources: [a.yaml, 'github.com/example/app?ref=v1']\n",
    "reference-remote kustomization.yaml:1:21",
  ],
  [
    "a repository by ssh",
    "resources: [a.yaml, 'git@github.com:example/app']\n",
    "reference-remote kustomization.yaml:1:21",
  ],
  ["itself", "resources: [a.yaml, kustomization.yaml]\n", "reference-invalid kustomization.yaml:1:21"],
  ["its own folder", "resources: [a.yaml, ./]\n", "kustomization-cycle kustomization.yaml:1:21"],
  ["a plugin", "resources: [a.yaml]\ngenerators: [a.yaml]\n", "kustomization-plugin kustomization.yaml:2:1"],
  ["a chart", "resources: [a.yaml]\nhelmCharts: []\n", "kustomization-plugin kustomization.yaml:2:1"],
  [
    "a field that is not known",
    "resource: [a.yaml]\nresources: [a.yaml]\n",
    "kustomization-field-unknown kustomization.yaml:1:1",
  ],
  ["resources that are no list", "resources: a.yaml\n", "kustomization-invalid kustomization.yaml:1:1"],
  ["an entry that is no path", "resources: [a.yaml, {}]\n", "kustomization-invalid kustomization.yaml:1:21"],
  [
    "a patch that is missing",
    "resources: [a.yaml]\npatches: [{path: p.yaml}]\n",
    "reference-missing kustomization.yaml:2:12",
  ],
  [
    "an input that is missing",
    "resources: [a.yaml]\nconfigMapGenerator:\n  - name: c\n    namespace: shop\n    files: [k=c.txt]\n",
    "reference-missing kustomization.yaml:5:13",
  ],
  [
    "a generator without a name",
    "resources: [a.yaml]\nsecretGenerator: [{}]\n",
    "kustomization-invalid kustomization.yaml:2:19",
  ],
  [
    "a namespace that is none",
    "namespace: Shop\nresources: [a.yaml]\n",
    "namespace-invalid kustomization.yaml:1:1",
  ],
  ["another kind", "kind: Deployment\nresources: [a.yaml]\n", "kustomization-invalid kustomization.yaml:1:1"],
  [
    "an apiVersion of the future",
    "apiVersion: kustomize.config.k8s.io/v1\nresources: [a.yaml]\n",
    "kustomization-invalid kustomization.yaml:1:1",
  ],
  [
    "a prefix that is a number",
    "namePrefix: 5\nresources: [a.yaml]\n",
    "kustomization-invalid kustomization.yaml:1:1",
  ],
  ["a prefix that no name can have", 'namePrefix: "a\\0"\nresources: [a.yaml]\n', "name-invalid a.yaml:1:1"],
  [
    "a namespace of a variable and more than text",
    'namespace: "${a}\\0"\nresources: [a.yaml]\n',
    "namespace-invalid kustomization.yaml:1:1",
  ],
  [
    "a generated name that no object can have",
    "resources: [a.yaml]\nconfigMapGenerator: [{name: c d, namespace: shop}]\n",
    "name-invalid kustomization.yaml:2:22",
  ],
  [
    "a literal without a value",
    "resources: [a.yaml]\nconfigMapGenerator: [{name: c, namespace: shop, literals: [k]}]\n",
    "kustomization-invalid kustomization.yaml:2:60",
  ],
  [
    "a key that is generated twice",
    "resources: [a.yaml]\nconfigMapGenerator: [{name: c, namespace: shop, literals: [k=1, k=2]}]\n",
    "kustomization-invalid kustomization.yaml:2:22",
  ],
  [
    "merging with what is not there",
    "resources: [a.yaml]\nconfigMapGenerator: [{name: b, namespace: shop, behavior: merge}]\n",
    "generator-target-missing kustomization.yaml:2:22",
  ],
  [
    "what is generated and there already",
    "resources: [a.yaml]\nconfigMapGenerator: [{name: a, namespace: shop}]\n",
    "object-duplicate kustomization.yaml:2:22",
  ],
  ["a file named twice", "resources: [a.yaml, ./a.yaml]\n", "object-duplicate a.yaml:1:1"],
])("%s is refused", (_what, text, expected) => {
  expect(of(text).violations).toEqual([expected]);
});

test("folders that lead back to one another are refused", () => {
  const files = {
    "one/kustomization.yaml": "resources: [../two]\n",
    "two/kustomization.yaml": "resources: [../one]\n",
  };
  expect(of("resources: [a.yaml, one]\n", files).violations).toEqual([
    "kustomization-cycle two/kustomization.yaml:1:13",
  ]);
});

test("a component is listed as one, and nothing else is", () => {
  const files = {
    "one/kustomization.yaml": "kind: Component\n",
    "two/kustomization.yaml": "resources: []\n",
  };
  expect(of("resources: [a.yaml, one]\ncomponents: [two]\n", files).violations).toEqual([
    "kustomization-component kustomization.yaml:1:21",
    "kustomization-component kustomization.yaml:2:14",
  ]);
});

test("patches are read as YAML and are no objects; what generators read is not read at all", () => {
  const text =
    "resources: [a.yaml]\npatches: [{path: p.yaml, target: {kind: ConfigMap}}]\nconfigMapGenerator: [{name: c, namespace: shop, files: [app.properties, odd.yaml]}]\n";
  const files = {
    "p.yaml": "- op: add\n  path: /data\n  value: {a: b}\n",
    "app.properties": "\tx = 1\n",
    "odd.yaml": "a: [",
  };
  expect(of(text, files)).toEqual(good);
  expect(of(text, { ...files, "p.yaml": "a: [" }).violations).toEqual(["yaml-invalid p.yaml:1:5"]);
  expect(of("resources: [a.yaml]\n", { "app.properties": "x" }).violations).toEqual([
    "extension-unknown app.properties",
  ]);
});

test("names that a kustomization makes have to be of their kind", () => {
  expect(of("namePrefix: A_\nresources: [a.yaml]\n").violations).toEqual(["name-invalid a.yaml:1:1"]);
  const generated = "configMapGenerator: [{name: C_x, namespace: shop, literals: [a=b]}]\n";
  expect(of(`resources: [a.yaml]\n${generated}`).violations).toEqual([
    "name-invalid kustomization.yaml:2:22",
  ]);
});

test("labels that a kustomization puts on objects have to be labels", () => {
  expect(of("resources: [a.yaml]\nlabels: [{pairs: {a: b c}}]\n").violations).toEqual([
    "value-invalid kustomization.yaml:2:19",
  ]);
  expect(of("resources: [a.yaml]\ncommonLabels: {a b: c}\n").violations).toEqual([
    "value-invalid kustomization.yaml:2:16",
  ]);
  expect(of("resources: [a.yaml]\nimages: [{name: i, newTag: 1.25}]\n").violations).toEqual([
    "value-type kustomization.yaml:2:20",
  ]);
});

test("replicas are set of workloads that are there", () => {
  const web =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}\n";
  const scaled = (name: string) =>
    of(`resources: [a.yaml, web.yaml]\nreplicas: [{name: ${name}, count: 3}]\n`, { "web.yaml": web })
      .violations;
  expect(scaled("web")).toEqual([]);
  expect(scaled("a")).toEqual(["replicas-match-nothing kustomization.yaml:2:13"]);
});

test("a secret that a generator writes out is pointed out", () => {
  const text = "resources: [a.yaml]\nsecretGenerator: [{name: s, namespace: shop, literals: [a=b]}]\n";
  expect(of(text)).toEqual({ violations: [], warnings: ["secret-literal kustomization.yaml:2:46"] });
});

test("a file that no kustomization names is pointed out", () => {
  const files = {
    "left.yaml": configMap("left", "shop"),
    "lost/kustomization.yaml": "resources: [b.yaml]\n",
    "lost/b.yaml": configMap("b", "shop"),
  };
  expect(of("resources: [a.yaml]\n", files).warnings).toEqual([
    "file-not-applied left.yaml",
    "file-not-applied lost/b.yaml",
    "file-not-applied lost/kustomization.yaml",
  ]);
});

test("names and namespaces that kustomizations set are reckoned with", () => {
  const files = {
    "one/kustomization.yaml": "namePrefix: x-\nresources: [../base]\n",
    "two/kustomization.yaml": "nameSuffix: -y\nnamespace: other\nresources: [../base]\n",
    "base/kustomization.yaml": "resources: [b.yaml]\n",
    "base/b.yaml": configMap("b", "shop"),
  };
  expect(of("resources: [a.yaml, one, two]\n", files).violations).toEqual([]);
  expect(of("resources: [a.yaml, one, base, base/]\n", files).violations).toEqual([
    "object-duplicate base/b.yaml:1:1",
  ]);
});

test("kustomizations that multiply one another come to an end", () => {
  const files: Record<string, string> = {
    "k40/kustomization.yaml": "resources: [b.yaml]\n",
    "k40/b.yaml": configMap("b", "shop"),
  };
  for (let index = 0; index < 40; index++)
    files[`k${index}/kustomization.yaml`] = `resources: [../k${index + 1}, ../k${index + 1}/]\n`;
  expect(of("resources: [a.yaml, k0]\n", files).violations.join("\n")).toContain("kustomization-too-complex");
});
