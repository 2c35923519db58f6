import { expect, test } from "vitest";
import { checkMetadata } from "../check-manifest.ts";
import { found } from "./rules-for-tests.ts";

const configMap = (metadata: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop, ${metadata} }
`;
const OWNER = "apiVersion: apps/v1, kind: Deployment, name: web";

test.each([
  ["an exported timestamp does no harm", "creationTimestamp: 2026-01-01T00:00:00Z", undefined],
  ["nor does a generation", "generation: 3, selfLink: /api/v1/x", undefined],
  ["only the server knows a uid", "uid: 7d0b3b0e", "field-forbidden /metadata/uid"],
  ["an empty uid is none", 'uid: ""', undefined],
  ["only the server writes managed fields", "managedFields: []", "field-forbidden /metadata/managedFields"],
  ["a resource version is a number", "resourceVersion: abc", "field-forbidden /metadata/resourceVersion"],
  [
    "a resource version conflicts at the next apply",
    'resourceVersion: "12"',
    "field-forbidden /metadata/resourceVersion",
  ],
  ["a label's value has no blanks", "labels: { app: my web }", "value-invalid /metadata/labels/app"],
  ["a label's key has one prefix", "labels: { a/b/c: d }", "value-invalid /metadata/labels/a/b/c"],
  ["the case of an annotation's prefix does not count", "annotations: { Example.com/a: b }", undefined],
  ["an annotation's key has no blanks", "annotations: { a b: c }", "value-invalid /metadata/annotations/a b"],
  ["a finalizer of Kubernetes is right", "finalizers: [kubernetes]", undefined],
  ["another needs a prefix", "finalizers: [cleanup]", "value-invalid /metadata/finalizers/0"],
  ["finalizers are a set", "finalizers: [a.b/c, a.b/c]", "value-duplicate /metadata/finalizers/1"],
  ["an owner has a uid", `ownerReferences: [{ ${OWNER} }]`, "field-required /metadata/ownerReferences/0/uid"],
  [
    "owners differ in their uid",
    `ownerReferences: [{ ${OWNER}, uid: a }, { ${OWNER}, uid: a }]`,
    "value-duplicate /metadata/ownerReferences/1/uid",
  ],
  [
    "one owner is the controller",
    `ownerReferences: [{ ${OWNER}, uid: a, controller: true }, { ${OWNER}, uid: b, controller: true }]`,
    "value-invalid /metadata/ownerReferences/1/controller",
  ],
  [
    "an owner's API version has a version",
    "ownerReferences: [{ apiVersion: apps/, kind: Deployment, name: web, uid: a }]",
    "value-invalid /metadata/ownerReferences/0/apiVersion",
  ],
  ["a prefix for names is one as well", "generateName: Web_", "value-invalid /metadata/generateName"],
])("%s", (_sentence, metadata, expected) => {
  expect(found(configMap(metadata))).toEqual(expected === undefined ? [] : [expected]);
});

const lease = (finalizers: string) => `
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: { name: leader, namespace: shop, finalizers: ${finalizers} }
`;

test("some kinds take finalizers without a prefix", () => {
  expect(found(lease("[cleanup]"))).toEqual([]);
  expect(found(lease('["clean up"]'))).toEqual(["value-invalid /metadata/finalizers/0"]);
});

test("so do custom resources", () => {
  const metadata = { name: "x", uid: "a", finalizers: ["cleanup"], labels: { "a b": "c" } };
  const all = checkMetadata({ apiVersion: "example.com/v1", kind: "Cache", metadata });
  expect(all.map(({ path }) => path.join("."))).toEqual(["metadata.labels.a b", "metadata.uid"]);
});

test("the metadata of templates is not that of objects", () => {
  const template = "metadata: { labels: { app: web }, uid: a, finalizers: [cleanup], name: Not_checked }";
  const yaml = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template: { ${template}, spec: { containers: [{ name: web, image: nginx }] } }
`;
  expect(found(yaml)).toEqual([]);
});
