import { afterAll, inject, test } from "vitest";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { expectAgreement, resources } from "./kustomize.ts";

const kustomize = inject("kustomize");
afterAll(removeTemporaryFolders);

const containers = "/spec/template/spec/containers";
const another = "value: {name: d, image: i}";

test.skipIf(!kustomize).each([
  ["a word that is no operation", "- {op: set, path: /spec/replicas, value: 2}"],
  ["an operation in capitals", "- {op: Replace, path: /spec/replicas, value: 3}"],
  ["an operation without a path", "- {op: add, value: 2}"],
  ["a path that is a number", "- {op: replace, path: 5, value: 3}"],
  ["an entry that is text", "- abc"],
  ["null for a field", "- {op: add, path: /spec/paused, value: null}"],
  ["an operation without its value", "- {op: add, path: /spec/paused}"],
  ["a replacement of what is not there", "- {op: replace, path: /spec/paused, value: true}"],
  ["a replacement in what is not there", "- {op: replace, path: /spec/strategy/type, value: Recreate}"],
  ["a removal", "- {op: remove, path: /spec/replicas}"],
  ["a removal of what is not there", "- {op: remove, path: /spec/paused}"],
  ["an addition to what is not there", "- {op: add, path: /spec/strategy/type, value: Recreate}"],
  [
    "an addition to what was added",
    "- {op: add, path: /spec/strategy, value: {}}\n- {op: add, path: /spec/strategy/type, value: Recreate}",
  ],
  ["an addition at the end of a list", `- {op: add, path: ${containers}/1, ${another}}`],
  ["an addition after the end of a list", `- {op: add, path: ${containers}/-, ${another}}`],
  ["an addition beyond the end of a list", `- {op: add, path: ${containers}/5, ${another}}`],
  ["an addition before the last of a list", `- {op: add, path: ${containers}/-1, ${another}}`],
  ["an index that begins with 0", `- {op: add, path: ${containers}/01, ${another}}`],
  ["a replacement after the end of a list", `- {op: replace, path: ${containers}/-, ${another}}`],
  ["a replacement of the last of a list", `- {op: replace, path: ${containers}/0/args/-1, value: q}`],
  ["a removal from the end of a list", `- {op: remove, path: ${containers}/0/args/-2}`],
  ["a removal beyond a list", `- {op: remove, path: ${containers}/4}`],
  ["a name in the place of an index", `- {op: add, path: ${containers}/c/image, value: x}`],
  ["an addition to a number", "- {op: add, path: /spec/replicas/x, value: x}"],
  ["a test that holds", "- {op: test, path: /spec/replicas, value: 1}"],
  ["a test of an object that holds", "- {op: test, path: /spec/selector, value: {matchLabels: {a: b}}}"],
  ["a test of what is not there", "- {op: test, path: /spec/paused, value: true}"],
  ["a test that nothing is there", "- {op: test, path: /spec/paused, value: null}"],
  ["a copy", "- {op: copy, from: /spec/replicas, path: /spec/minReadySeconds}"],
  ["a copy from nowhere", "- {op: copy, path: /spec/minReadySeconds}"],
  ["a copy of what is not there", "- {op: copy, from: /spec/paused, path: /spec/minReadySeconds}"],
  ["a move", "- {op: move, from: /spec/replicas, path: /spec/minReadySeconds}"],
  ["a move of what is not there", "- {op: move, from: /spec/paused, path: /spec/minReadySeconds}"],
  ["a name that is removed", "- {op: remove, path: /metadata/name}"],
  ["an object that becomes an empty one", '- {op: replace, path: "", value: {}}'],
  ["another name", "- {op: replace, path: /metadata/name, value: web2}"],
  [
    "a key with a slash",
    "- {op: add, path: /metadata/annotations, value: {}}\n- {op: add, path: /metadata/annotations/a~1b, value: c}",
  ],
  ["a part without a name", "apiVersion: apps/v1\nkind: Deployment\nspec: {replicas: 3}"],
  ["a part without a kind", "metadata: {name: web}\nspec: {replicas: 3}"],
  ["text", "hello"],
  ["YAML that begins like JSON", "[{op: replace, path: /spec/replicas, value: 4}]"],
  [
    "a directive in a map",
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {$patch: replace, a: b}}",
  ],
  ["an annotation where there is none", "- {op: add, path: /metadata/annotations/a, value: b}"],
  ["a replacement of annotations", "- {op: replace, path: /metadata/annotations, value: {a: b}}"],
  ["a test that there are no annotations", "- {op: test, path: /metadata/annotations, value: null}"],
  ["a label where there is none", "- {op: add, path: /metadata/labels/a, value: b}"],
  ["no operations", "[]"],
  ["JSON", '[{"op":"replace","path":"/spec/replicas","value":4}]'],
  [
    "two documents",
    "- {op: replace, path: /spec/replicas, value: 3}\n---\n- {op: remove, path: /spec/paused}",
  ],
  ["a key that nobody knows", "- {op: replace, path: /spec/replicas, value: 3, foo: 1}"],
  [
    "two patches for one target",
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: b}",
  ],
])("a patch of a Deployment with %s", (_what, patch) => expectAgreement(kustomize!, version(patch)));

const remove = "- {op: remove, path: /spec/paused}";

test.skipIf(!kustomize).each([
  ["what is there", "{kind: Deployment, name: web, group: apps, version: v1, namespace: shop}", "[]"],
  ["a name with a dot for any character", "{kind: Deployment, name: w.b}", remove],
  ["another name", "{kind: Deployment, name: nobody}", remove],
  ["another kind", "{kind: StatefulSet}", remove],
  ["another group", "{group: batch}", remove],
  ["another version", "{kind: Deployment, version: v2}", remove],
  ["another namespace", "{kind: Deployment, namespace: other}", remove],
  ["nothing", "{}", "- {op: remove, path: /spec/paused}"],
])("a target that asks for %s", (_what, target, patch) =>
  expectAgreement(kustomize!, version(patch, { target })),
);

test.skipIf(!kustomize).each([
  [
    "a label that commonLabels would add later",
    "- {op: add, path: /metadata/labels/q, value: r}",
    "commonLabels: {q: r}",
  ],
  [
    "a number of replicas that is set as well",
    "- {op: remove, path: /spec/replicas}",
    "replicas: [{name: web, count: 2}]",
  ],
])("a patch of %s", (_what, patch, more) => expectAgreement(kustomize!, version(patch, { more })));

const from = (patches: string, more: Record<string, string>) => ({
  "kustomization.yaml": `resources: [base]\n${patches}\n`,
  "base/a.yaml": resources,
  ...more,
});

test.skipIf(!kustomize).each<[string, Record<string, string>]>([
  [
    "a label that a base adds",
    from("patches: [{path: p.yaml, target: {kind: Deployment}}]", {
      "base/kustomization.yaml": "resources: [a.yaml]\ncommonLabels: {q: r}\n",
      "p.yaml": "- {op: replace, path: /metadata/labels/q, value: s}\n",
    }),
  ],
  [
    "what a patch of a base merges",
    from("patches: [{path: p.yaml, target: {kind: Deployment}}]", {
      "base/kustomization.yaml": "resources: [a.yaml]\npatches: [{path: m.yaml}]\n",
      "base/m.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {paused: true}\n",
      "p.yaml": "- {op: remove, path: /spec/paused}\n",
    }),
  ],
  [
    "what a patch of a base adds",
    from("patches: [{path: p.yaml, target: {kind: Deployment}}]", {
      "base/kustomization.yaml":
        "resources: [a.yaml]\npatches: [{path: m.yaml, target: {kind: Deployment}}]\n",
      "base/m.yaml": "- {op: add, path: /spec/paused, value: true}\n",
      "p.yaml": "- {op: remove, path: /spec/paused}\n",
    }),
  ],
  [
    "what a patch of a base removes",
    from("patches: [{path: p.yaml, target: {kind: Deployment}}]", {
      "base/kustomization.yaml":
        "resources: [a.yaml]\npatches: [{path: m.yaml, target: {kind: Deployment}}]\n",
      "base/m.yaml": "- {op: remove, path: /spec/replicas}\n",
      "p.yaml": `- {op: remove, path: ${containers}/0/args/2}\n`,
    }),
  ],
  [
    "the name that a base gives",
    from("patches: [{path: p.yaml, target: {kind: Deployment, name: b-web}}]", {
      "base/kustomization.yaml": "resources: [a.yaml]\nnamePrefix: b-\n",
      "p.yaml": "- {op: remove, path: /spec/paused}\n",
    }),
  ],
  [
    "the name that a patch of a base gives",
    from("patches: [{path: p.yaml, target: {kind: Deployment, name: new}}]", {
      "base/kustomization.yaml":
        "resources: [a.yaml]\npatches: [{path: m.yaml, target: {kind: Deployment}}]\n",
      "base/m.yaml": "- {op: replace, path: /metadata/name, value: new}\n",
      "p.yaml": "- {op: remove, path: /spec/paused}\n",
    }),
  ],
  [
    "a label that the selector gets, and the pods by a base",
    from("patches: [{path: p.yaml, target: {kind: Deployment}}]", {
      "base/kustomization.yaml":
        "resources: [a.yaml]\nlabels: [{pairs: {env: prod}, includeTemplates: true}]\n",
      "p.yaml": "- {op: add, path: /spec/selector/matchLabels/env, value: prod}\n",
    }),
  ],
  [
    "an object that another deletes",
    from("patches: [{path: d.yaml}, {path: p.yaml}]", {
      "base/kustomization.yaml": "resources: [a.yaml]\n",
      "d.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n$patch: delete\n",
      "p.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {replicas: 2}\n",
    }),
  ],
  [
    "a name that it had between, which it merges into",
    {
      ...from("namePrefix: c-\npatches: [{path: p.yaml}]", {}),
      "base/kustomization.yaml": "namePrefix: b-\nresources: [inner]\n",
      "base/inner/kustomization.yaml": "namePrefix: a-\nresources: [a.yaml]\n",
      "base/inner/a.yaml": resources,
      "p.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a-web, namespace: shop}\nspec: {replicas: 2}\n",
    },
  ],
  [
    "a name that it had between, which no target finds",
    {
      ...from("patches: [{path: p.yaml, target: {kind: Deployment, name: a-web}}]", {}),
      "base/kustomization.yaml": "namePrefix: b-\nresources: [inner]\n",
      "base/inner/kustomization.yaml": "namePrefix: a-\nresources: [a.yaml]\n",
      "base/inner/a.yaml": resources,
      "p.yaml": "- {op: remove, path: /spec/paused}\n",
    },
  ],
  [
    "a number of replicas, under the name that it had between",
    {
      ...from("replicas: [{name: a-web, count: 2}]", {}),
      "base/kustomization.yaml": "namePrefix: b-\nresources: [inner]\n",
      "base/inner/kustomization.yaml": "namePrefix: a-\nresources: [a.yaml]\n",
      "base/inner/a.yaml": resources,
    },
  ],
  [
    "a ConfigMap, by a generator, under the name that it had before",
    {
      ...from("configMapGenerator: [{name: cm, behavior: merge, literals: [c=d]}]", {}),
      "base/kustomization.yaml":
        "namePrefix: b-\nnamespace: shop\nresources: [a.yaml]\nconfigMapGenerator: [{name: cm, literals: [a=b]}]\n",
    },
  ],
])("an overlay's patch of %s", (_what, files) => expectAgreement(kustomize!, files));

test.skipIf(!kustomize).each([
  ["both a path and a text", '{path: p.yaml, patch: "[]", target: {kind: Deployment}}'],
  ["neither a path nor a text", "{target: {kind: Deployment}}"],
  ["a blank text", "{patch: ' ', target: {kind: Deployment}}"],
])("a patch with %s", (_what, entry) =>
  expectAgreement(kustomize!, {
    "kustomization.yaml": `resources: [a.yaml]\npatches: [${entry}]\n`,
    "a.yaml": resources,
    "p.yaml": "[]\n",
  }),
);

const role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: []\n";

test.skipIf(!kustomize).each([
  ["in a namespace", "{kind: ClusterRole, namespace: default}", "- {op: remove, path: /nothing}"],
  ["by its name", "{kind: ClusterRole, name: r}", "- {op: remove, path: /nothing}"],
])("a target that asks for what belongs to no namespace %s", (_what, target, patch) =>
  expectAgreement(kustomize!, { ...version(patch, { target }), "a.yaml": `${resources}---\n${role}` }),
);

test.skipIf(!kustomize)("a patch of what belongs to no namespace may say one", () =>
  expectAgreement(kustomize!, {
    "kustomization.yaml": "resources: [a.yaml]\npatches: [{path: p.yaml}]\n",
    "a.yaml": `${resources}---\n${role}`,
    "p.yaml": role.replace("{name: r}", "{name: r, namespace: shop, labels: {a: b}}"),
  }),
);

function version(patch: string, { target = "{kind: Deployment}", more = "" } = {}): Record<string, string> {
  return {
    "kustomization.yaml": `resources: [a.yaml]\npatches: [{path: p.yaml, target: ${target}}]\n${more}\n`,
    "a.yaml": resources,
    "p.yaml": `${patch}\n`,
  };
}
