import { afterAll, inject, test } from "vitest";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { expectAgreement, resources } from "./kustomize.ts";

const kustomize = inject("kustomize");
afterAll(removeTemporaryFolders);

const patch = (kind: string, name: string, { namespace = "shop", apiVersion = "v1" } = {}) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;
const files = { "p.yaml": patch("ConfigMap", "a") };
const base = { "base/kustomization.yaml": "namePrefix: b-\nresources: [../a.yaml]\n" };

/** Kustomize builds it or not, and we accept it or not: both have to be the same. */
test.skipIf(!kustomize).each<[string, string, Record<string, string>?]>([
  ["nothing but resources", "resources: [a.yaml]"],
  ["a patch of an object", "resources: [a.yaml]\npatches: [{path: p.yaml}]", files],
  [
    "a patch of no object",
    "resources: [a.yaml]\npatches: [{path: p.yaml}]",
    { "p.yaml": patch("ConfigMap", "b") },
  ],
  [
    "a patch in another namespace",
    "resources: [a.yaml]\npatches: [{path: p.yaml}]",
    { "p.yaml": patch("ConfigMap", "a", { namespace: "other" }) },
  ],
  [
    "a patch of another version",
    "resources: [a.yaml]\npatches: [{path: p.yaml}]",
    { "p.yaml": patch("Deployment", "web", { apiVersion: "apps/v1beta1" }) },
  ],
  [
    "a patch under the final namespace",
    "namespace: other\nresources: [a.yaml]\npatches: [{path: p.yaml}]",
    { "p.yaml": patch("ConfigMap", "a", { namespace: "other" }) },
  ],
  [
    "a patch under the final name",
    "namePrefix: x-\nresources: [a.yaml]\npatches: [{path: p.yaml}]",
    { "p.yaml": patch("ConfigMap", "x-a") },
  ],
  ["a patch under the name in a base", "resources: [base]\npatches: [{path: p.yaml}]", { ...base, ...files }],
  [
    "a patch under the name that a base gives",
    "resources: [base]\npatches: [{path: p.yaml}]",
    { ...base, "p.yaml": patch("ConfigMap", "b-a") },
  ],
  [
    "operations without a target",
    "resources: [a.yaml]\npatches: [{path: p.yaml}]",
    { "p.yaml": "- {op: add, path: /data/z, value: q}\n" },
  ],
  [
    "operations with a target",
    "resources: [a.yaml]\npatches: [{path: p.yaml, target: {kind: ConfigMap}}]",
    { "p.yaml": "- {op: add, path: /data/z, value: q}\n" },
  ],
  ["replicas of a workload", "resources: [a.yaml]\nreplicas: [{name: web, count: 3}]"],
  ["replicas of what is none", "resources: [a.yaml]\nreplicas: [{name: a, count: 3}]"],
  [
    "replicas under the final name",
    "namePrefix: x-\nresources: [a.yaml]\nreplicas: [{name: x-web, count: 3}]",
  ],
  ["an image that nobody uses", "resources: [a.yaml]\nimages: [{name: nobody, newTag: x}]"],
  ["the same file twice", "resources: [a.yaml, a.yaml]"],
  ["a file that is missing", "resources: [a.yaml, missing.yaml]"],
  [
    "a folder without a kustomization",
    "resources: [a.yaml, bare]",
    { "bare/b.yaml": patch("ConfigMap", "b") },
  ],
  ["a tag that is a number", "resources: [a.yaml]\nimages: [{name: i, newTag: 1.25}]"],
  ["a tag that is text", 'resources: [a.yaml]\nimages: [{name: i, newTag: "1.25"}]'],
  ["an image's field that is not known", "resources: [a.yaml]\nimages: [{name: i, tag: x}]"],
  ["replicas that are text", 'resources: [a.yaml]\nreplicas: [{name: web, count: "3"}]'],
  ["a label that is a number", "resources: [a.yaml]\nlabels: [{pairs: {a: 1}}]"],
  ["an annotation that is a boolean", "resources: [a.yaml]\ncommonAnnotations: {x: true}"],
  [
    "a generator's field that is not known",
    "resources: [a.yaml]\nconfigMapGenerator: [{name: c, namespace: shop, literal: [a=b]}]",
  ],
  [
    "options of a generator",
    "resources: [a.yaml]\nconfigMapGenerator: [{name: c, namespace: shop, literals: [a=b], options: {disableNameSuffixHash: true, labels: {a: b}}}]",
  ],
  ["labels with selectors", "resources: [a.yaml]\nlabels: [{pairs: {a: b}, includeSelectors: true}]"],
  [
    "sorting and metadata",
    "resources: [a.yaml]\nsortOptions: {order: fifo}\nbuildMetadata: [originAnnotations]",
  ],
  [
    "a replacement",
    "resources: [a.yaml]\nreplacements: [{source: {kind: ConfigMap, name: a, fieldPath: data.x}, targets: [{select: {kind: Deployment}, fieldPaths: [metadata.name]}]}]",
  ],
  ["a field that is not known", "resources: [a.yaml]\nresource: []"],
  [
    "a merge into what is not there",
    "resources: [a.yaml]\nconfigMapGenerator: [{name: b, namespace: shop, behavior: merge, literals: [a=b]}]",
  ],
])("%s", (_what, kustomization, more = {}) =>
  expectAgreement(kustomize!, { "kustomization.yaml": `${kustomization}\n`, "a.yaml": resources, ...more }),
);
