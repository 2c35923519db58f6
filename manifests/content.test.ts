import { expect, test } from "vitest";
import { inShort, validate } from "./version-for-tests.ts";

const verdict = (text: string) => {
  const { violations, warnings } = validate({ "a.yaml": text }, { app: "shop" });
  return { violations: inShort(violations), warnings: inShort(warnings), all: [...violations, ...warnings] };
};
const object = (apiVersion: string, kind: string, more = "") =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n${more}`;

test.each([
  ["extensions/v1beta1", "Ingress", "api-version-removed a.yaml:1:1", "1.22. Use `networking.k8s.io/v1`"],
  ["extensions/v1beta1", "Deployment", "api-version-removed a.yaml:1:1", "1.16. Use `apps/v1`"],
  ["batch/v1beta1", "CronJob", "api-version-removed a.yaml:1:1", "1.25. Use `batch/v1`"],
  [
    "policy/v1beta1",
    "PodSecurityPolicy",
    "api-version-removed a.yaml:1:1",
    "pod-security.kubernetes.io/enforce",
  ],
  ["autoscaling/v2beta2", "HorizontalPodAutoscaler", "api-version-removed a.yaml:1:1", "Use `autoscaling/v"],
  [
    "source.toolkit.fluxcd.io/v1beta1",
    "GitRepository",
    "api-version-removed a.yaml:1:1",
    "Use `source.toolkit.fluxcd.io/v1`",
  ],
  ["apps/v1", "Service", "kind-unknown a.yaml:1:1", "serves Service in `v1`"],
  ["v1", "Sevrice", "kind-unknown a.yaml:2:1", "Did you mean Service?"],
  ["v1", "configmap", "kind-unknown a.yaml:2:1", "Did you mean ConfigMap?"],
  ["networking.k8.io/v1", "Ingress", "api-group-unknown a.yaml:1:1", "Did you mean `networking.k8s.io/v1`?"],
])("%s %s is refused, with what to use", (apiVersion, kind, expected, hint) => {
  const { violations, all } = verdict(object(apiVersion, kind));
  expect(violations).toEqual([expected]);
  expect(all[0]!.detail).toContain(hint);
});

test("names of an object's own in JavaScript are names like any other", () => {
  expect(verdict(object("constructor", "toString")).violations).toEqual(["kind-unknown a.yaml:2:1"]);
  expect(
    verdict(object("v1", "ConfigMap", "data: {__proto__: a, constructor: b}\nhasOwnProperty: 1\n"))
      .violations,
  ).toEqual(["field-unknown a.yaml:5:1"]);
});

test.each([
  ["v1", "Endpoints", "api-version-deprecated a.yaml:2:1"],
  ["resource.k8s.io/v1alpha3", "DeviceTaintRule", "api-version-not-served a.yaml:1:1"],
])("%s %s is warned of", (apiVersion, kind, expected) => {
  expect(verdict(object(apiVersion, kind))).toMatchObject({ violations: [], warnings: [expected] });
});

test.each([
  "gateway.networking.k8s.io/v1",
  "example.com/v1",
  "snapshot.storage.k8s.io/v1",
  "karpenter.sh/v1",
])("what %s holds is for the cluster to know", (apiVersion) => {
  expect(verdict(object(apiVersion, "Anything", "spec: {a: 1}\n"))).toMatchObject({
    violations: [],
    warnings: [],
  });
});

test("what nobody has a schema of is only warned of where readers disagree", () => {
  const text = object("example.com/v1", "Cache", "spec: {on: yes, day: 2026-11-24, list: [off]}\n");
  expect(verdict(text)).toMatchObject({
    violations: [],
    warnings: ["value-ambiguous a.yaml:4:8", "value-ambiguous a.yaml:4:17", "value-ambiguous a.yaml:4:41"],
  });
});

test("the labels of a custom resource are labels", () => {
  const text = object("example.com/v1", "Cache").replace("{name: a}", "{name: a, labels: {a: 5, b: c d}}");
  expect(verdict(text).violations).toEqual(["value-type a.yaml:3:30", "value-invalid a.yaml:3:36"]);
});

const deployment = (spec: string) =>
  object(
    "apps/v1",
    "Deployment",
    `spec:\n${spec}  selector: {matchLabels: {a: b}}\n  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: "i:\${TAG}"}]}}\n`,
  );

test("a value that Flux puts in is not judged, and that is said once", () => {
  expect(verdict(deployment("  replicas: ${REPLICAS}\n  paused: ${PAUSED}\n"))).toMatchObject({
    violations: [],
    warnings: ["value-variable a.yaml:5:3"],
  });
  expect(verdict(deployment(""))).toMatchObject({ violations: [], warnings: [] });
});

test("what SOPS encrypted has its form only for Flux", () => {
  const secret = object(
    "v1",
    "Secret",
    "data: {a: 'ENC[AES256_GCM,data:x,tag:y,type:str]'}\nsops: {version: 3.9.0}\n",
  );
  expect(verdict(secret)).toMatchObject({ violations: [], warnings: [] });
  expect(verdict(object("v1", "Secret", "stringData: {password: hunter2}\n"))).toMatchObject({
    violations: [],
    warnings: ["secret-literal a.yaml:4:1"],
  });
  expect(verdict(object("v1", "Secret", "stringData: {password: '${PASSWORD}'}\n"))).toMatchObject({
    warnings: [],
  });
});

test("a secret is never in what is said of it", () => {
  const { all } = verdict(
    object("v1", "Secret", "data: {a: 'hunter2 is no base64'}\nstringData: {b: [hunter2]}\n"),
  );
  expect(all.length).toBeGreaterThan(1);
  expect(JSON.stringify(all)).not.toContain("hunter2");
});

test("a list is a list of objects, each judged where it stands", () => {
  const list =
    "apiVersion: v1\nkind: ConfigMapList\nitems:\n  - metadata: {name: a}\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}, dat: {}}\n";
  expect(verdict(list).violations).toEqual([
    "api-version-missing a.yaml:4:5",
    "kind-missing a.yaml:4:5",
    "field-unknown a.yaml:5:60",
  ]);
});
