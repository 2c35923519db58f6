import { expect, test } from "vitest";
import { configMap, inShort, validate } from "../version-for-tests.ts";

const validated = (kustomization: string, files: Record<string, string> = {}) =>
  validate({ "kustomization.yaml": kustomization, "a.yaml": configMap("a", "shop"), ...files }, {});

const of = (kustomization: string, files: Record<string, string> = {}) => {
  const { violations, warnings } = validated(kustomization, files);
  return { violations: inShort(violations), warnings: inShort(warnings) };
};

const patched = (of: string, namespace = "shop") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${of}, namespace: ${namespace}}\ndata: {b: c}\n`;

test.each([
  ["the object that it names", "patches: [{path: p.yaml}]\n", patched("a"), []],
  [
    "another name",
    "patches: [{path: p.yaml}]\n",
    patched("b"),
    ["patch-matches-nothing kustomization.yaml:2:11"],
  ],
  [
    "another namespace",
    "patches: [{path: p.yaml}]\n",
    patched("a", "x"),
    ["patch-matches-nothing kustomization.yaml:2:11"],
  ],
  [
    "another name, by the older field",
    "patchesStrategicMerge: [p.yaml]\n",
    patched("b"),
    ["patch-matches-nothing kustomization.yaml:2:25"],
  ],
  ["whatever its target says", "patches: [{path: p.yaml, target: {kind: ConfigMap}}]\n", patched("b"), []],
  [
    "nothing, in place",
    `patches:\n- patch: |\n${patched("b").replace(/^/gm, "    ")}\n`,
    configMap("unnamed", "shop"),
    ["patch-matches-nothing kustomization.yaml:3:3"],
  ],
  [
    "nobody knows what: operations without a target",
    "patches: [{path: p.yaml}]\n",
    "- {op: remove, path: /data}\n",
    ["patch-target-missing kustomization.yaml:2:11"],
  ],
  [
    "the object under the name that it had before",
    "namePrefix: x-\nnamespace: other\npatches: [{path: p.yaml}]\n",
    patched("a"),
    [],
  ],
])("a patch for %s", (_what, text, patch, expected) => {
  expect(of(`resources: [a.yaml]\n${text}`, { "p.yaml": patch }).violations).toEqual(expected);
});

test("a patch is held against the fields of its kind, and to the directives that kustomize knows", () => {
  const patch =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  $retainKeys: [a]\n  replcias: 3\n  template: {$patch: swap, spec: {containers: [{name: c, $patch: delete}], hostNetwork: yes}}\n";
  const web = patch.replace(
    /spec:[^]*/,
    "spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}\n",
  );
  expect(
    of("resources: [a.yaml, web.yaml]\npatches: [{path: p.yaml}]\n", { "web.yaml": web, "p.yaml": patch })
      .violations,
  ).toEqual([
    "field-unknown p.yaml:5:3",
    "field-unknown p.yaml:6:3",
    "value-unsupported p.yaml:7:14",
    "value-ambiguous p.yaml:7:76",
  ]);
});

test("a patch that is written in place is read and checked like a file", () => {
  const inline = (patch: string) =>
    of(
      `resources: [a.yaml]\npatches:\n  - target: {kind: ConfigMap}\n    patch: |\n${patch.replace(/^/gm, "      ")}\n`,
    ).violations;
  expect(inline("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}")).toEqual([]);
  expect(inline("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndat: {a: b}")).toEqual([
    "field-unknown kustomization.yaml:3:5",
  ]);
  expect(inline("a: [")).toEqual(["patch-invalid kustomization.yaml:3:5"]);
});

test("what an overlay completes is not missing in its base", () => {
  const web = (container: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [${container}]}}}\n`;
  const files = { "base/kustomization.yaml": "resources: [web.yaml]\n", "base/web.yaml": web("{name: c}") };
  expect(of("resources: [a.yaml, base]\n", files).violations).toEqual(["field-required base/web.yaml:4:100"]);
  const patch = web("{name: c, image: i}").replace("selector: {matchLabels: {a: b}}, ", "");
  const patched = of("resources: [a.yaml, base]\npatches: [{path: p.yaml}]\n", { ...files, "p.yaml": patch });
  expect(patched).toEqual({ violations: [], warnings: ["field-required base/web.yaml:4:100"] });
});

const web =
  "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}\n";

/** What is wrong where these operations are for a Deployment. */
const operated = (operations: string, target = "{kind: Deployment}") =>
  validated(`resources: [a.yaml, web.yaml]\npatches: [{path: p.yaml, target: ${target}}]\n`, {
    "web.yaml": web,
    "p.yaml": operations,
  });

// What kustomize itself says of many more is in tests/full/kustomize-patches.test.ts.
test.each([
  [
    "takes away what is not there",
    "- {op: remove, path: /spec/paused}",
    "patch-fails kustomization.yaml:2:11",
  ],
  [
    "sets what has no such type",
    "- {op: replace, path: /spec/replicas, value: three}",
    "value-type kustomization.yaml:2:11",
  ],
  [
    "sets what no such object has, for want of a slash",
    "- {op: replace, path: spec/replicas, value: 3}",
    "field-unknown kustomization.yaml:2:11",
  ],
  [
    "breaks a rule",
    "- {op: add, path: /spec/selector/matchLabels/x, value: y}",
    "value-invalid kustomization.yaml:2:11",
  ],
  ["leaves no name", "- {op: remove, path: /metadata/name}", "patch-fails kustomization.yaml:2:11"],
  ["is none", "- {op: test, path: /spec}\n- {op: swap, path: /spec}", "patch-invalid p.yaml:2:3"],
])("an operation that %s is refused", (_what, operations, expected) => {
  expect(inShort(operated(`${operations}\n`).violations)).toContain(expected);
});

test("what a patch makes wrong says which object and where, and what was wrong before is not said again", () => {
  const { violations } = operated("- {op: replace, path: /spec/replicas, value: three}\n");
  expect(violations.map(({ detail }) => detail)).toEqual([
    'In what the patch makes of the Deployment web, at `/spec/replicas`: It is "three", and must be a whole number of 32 bits.',
  ]);
});

test("operations change copies: an object that two kustomizations patch is whole for each", () => {
  const overlay = (value: number) => ({
    kustomization: "resources: [../base]\npatches: [{path: p.yaml, target: {kind: Deployment}}]\n",
    patch: `- {op: test, path: /spec/replicas, value: 1}\n- {op: replace, path: /spec/replicas, value: ${value}}\n- {op: replace, path: /metadata/name, value: web-${value}}\n`,
  });
  const files = Object.fromEntries(
    [2, 3].flatMap((value) => [
      [`${value}/kustomization.yaml`, overlay(value).kustomization],
      [`${value}/p.yaml`, overlay(value).patch],
    ]),
  ) as Record<string, string>;
  const found = of("resources: [a.yaml, '2', '3']\n", {
    ...files,
    "base/kustomization.yaml": "resources: [web.yaml]\n",
    "base/web.yaml": web,
  });
  expect(found).toEqual({ violations: [], warnings: [] });
});

test("a target that nothing is goes unnoticed in kustomize, and is pointed out", () => {
  const { violations, warnings } = operated(
    "- {op: remove, path: /spec/paused}\n",
    "{kind: Deployment, name: wbe}",
  );
  expect({ violations, warnings: inShort(warnings) }).toEqual({
    violations: [],
    warnings: ["patch-matches-nothing kustomization.yaml:2:11"],
  });
});

test.each([
  ["a pattern", "{kind: Deployment, name: '(w+)+b'}"],
  ["a selector", "{kind: Deployment, labelSelector: a=b}"],
])("what a target with %s selects is not followed", (_what, target) => {
  expect(operated("- {op: remove, path: /spec/paused}\n", target)).toMatchObject({
    violations: [],
    warnings: [],
  });
});

test("operations that double an object again and again come to an end", () => {
  const doubled = Array.from(
    { length: 60 },
    (_, index) => `- {op: copy, from: /metadata/annotations, path: /metadata/annotations/a${index}}\n`,
  );
  const operations = `- {op: add, path: /metadata/annotations, value: {}}\n${doubled.join("")}`;
  expect(operated(`${operations}- {op: remove, path: /spec/paused}\n`).violations).toMatchObject([
    { code: "patch-fails" },
  ]);
  expect(operated(operations).violations).toEqual([]);
});

const ingress = (host: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: shop}\nspec:\n  rules:\n    - host: ${host}\n      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}\n`;
const PLACEHOLDER = "value-invalid base/i.yaml:6:7";

test.each([
  ["operations", "- {op: replace, path: /spec/rules/0/host, value: shop.example.com}\n", [], [PLACEHOLDER]],
  ["operations that leave it", "- {op: add, path: /metadata/labels, value: {a: b}}\n", [PLACEHOLDER], []],
  ["a part", ingress("shop.example.com"), [], [PLACEHOLDER]],
  [
    "a part that leaves it",
    "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: shop, labels: {a: b}}\n",
    [PLACEHOLDER],
    [],
  ],
])("a placeholder of a base may be replaced by %s", (_what, patch, violations, warnings) => {
  const files = {
    "base/kustomization.yaml": "resources: [i.yaml]\n",
    "base/i.yaml": ingress("REPLACE_ME"),
    "p.yaml": patch,
  };
  const target = "patches: [{path: p.yaml, target: {kind: Ingress}}]\n";
  expect(of(`resources: [a.yaml, base]\n${target}`, files)).toEqual({ violations, warnings });
});

test("two overlays that rename in ways that are not followed may share a base", () => {
  const overlay = "resources: [../base]\npatches: [{path: p.yaml, target: {kind: ConfigMap, name: 'b|c'}}]\n";
  const named = (name: string) => `- {op: replace, path: /metadata/name, value: ${name}}\n`;
  const files = {
    "base/kustomization.yaml": "resources: [b.yaml]\n",
    "base/b.yaml": configMap("b", "shop"),
    "one/kustomization.yaml": overlay,
    "one/p.yaml": named("one"),
    "two/kustomization.yaml": overlay,
    "two/p.yaml": named("two"),
  };
  expect(of("resources: [a.yaml, one, two]\n", files).violations).toEqual([]);
});

test("a secret in a patch is pointed out, and no value of it is said", () => {
  const secret = (data: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\n${data}\n`;
  const { violations, warnings } = validated("resources: [a.yaml, s.yaml]\npatches: [{path: p.yaml}]\n", {
    "s.yaml": secret(""),
    "p.yaml": secret("stringData: {password: hunter2, $patch: hunter2}"),
  });
  expect(inShort(warnings)).toEqual(["secret-literal kustomization.yaml:2:11"]);
  expect(inShort(violations)).toEqual(["value-unsupported p.yaml:4:33"]);
  expect(JSON.stringify(violations)).not.toContain("hunter2");
});

test("what is missing in a base is missing until a patch brings it, and not any patch", () => {
  const files = {
    "base/kustomization.yaml": "resources: [web.yaml]\n",
    "base/web.yaml": web.replace(", image: i", ""),
  };
  const patchedBy = (operation: string) =>
    of("resources: [a.yaml, base]\npatches: [{path: p.yaml, target: {kind: Deployment}}]\n", {
      ...files,
      "p.yaml": `- ${operation}\n`,
    }).violations;
  expect(patchedBy("{op: replace, path: /spec/replicas, value: 2}")).toEqual([
    "field-required base/web.yaml:4:113",
  ]);
  expect(patchedBy("{op: add, path: /spec/template/spec/containers/0/image, value: i}")).toEqual([]);
});

test("objects that a patch deletes are gone", () => {
  const gone = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: shop}\n$patch: delete\n";
  const { objects } = validated("resources: [a.yaml, base]\npatches: [{path: p.yaml}]\n", {
    "base/kustomization.yaml": "resources: [b.yaml]\n",
    "base/b.yaml": configMap("b", "shop"),
    "p.yaml": gone,
  });
  expect(objects.flatMap(({ keys }) => keys)).toHaveLength(1);
});

test("operations that take too long, go too deep or fail a thousand times come to an end", () => {
  const many = Array.from(
    { length: 20_000 },
    (_, index) => `- {op: add, path: /metadata/annotations/a${index}, value: b}\n`,
  );
  expect(operated(many.join("")).violations).toEqual([]);
  const deep = Array.from(
    { length: 20 },
    (_, index) => `- {op: copy, from: /metadata/labels, path: /metadata/labels${"/a".repeat(2 ** index)}}\n`,
  );
  const labelled = `- {op: add, path: /metadata/labels, value: {}}\n${deep.join("")}`;
  expect(operated(labelled).violations.map(({ code }) => code)).toEqual(["patch-fails"]);
  const long = `- {op: remove, path: ${"/a".repeat(10_000)}}\n`;
  expect(operated(long).violations[0]!.detail.length).toBeLessThan(600);
});

test("a secret that operations write is pointed out", () => {
  const secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\n";
  const { warnings } = validated(
    "resources: [a.yaml, s.yaml]\npatches: [{path: p.yaml, target: {kind: Secret}}]\n",
    { "s.yaml": secret, "p.yaml": "- {op: add, path: /stringData, value: {password: hunter2}}\n" },
  );
  expect(inShort(warnings)).toEqual(["secret-literal kustomization.yaml:2:11"]);
});
