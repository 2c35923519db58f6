import { expect, test } from "vitest";
import { found } from "./rules-for-tests.ts";

const configMap = (fields: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n${fields}\n`;
const secret = (type: string, fields: string, metadata = "name: a") =>
  `apiVersion: v1\nkind: Secret\nmetadata: {${metadata}}\ntype: ${type}\n${fields}\n`;
const MIB = 1024 * 1024;

test.each([
  ["nothing", configMap(""), []],
  ["empty values", configMap('data: {a: "", b: null}'), []],
  ["as many bytes as fit", configMap(`data: {a: "${"x".repeat(MIB)}"}`), []],
  ["one byte too many", configMap(`data: {a: "${"x".repeat(MIB)}", b: z}`), ["value-invalid /"]],
  ["a key that is a path", configMap("data: {certs/ca.crt: x}"), ["value-invalid /data/certs/ca.crt"]],
  ["a key of two dots", configMap('data: {"..a": x}'), ["value-invalid /data/..a"]],
  ["a key in both places", configMap("data: {a: x}\nbinaryData: {a: eA==}"), ["value-invalid /data/a"]],
])("judges a ConfigMap with %s", (_, yaml, expected) => expect(found(yaml)).toEqual(expected));

test.each([
  ["a type of one's own", secret("example.com/thing", "data: {a: eA==}"), []],
  [
    "a certificate in two places",
    secret("kubernetes.io/tls", "data: {tls.crt: eA==}\nstringData: {tls.key: x}"),
    [],
  ],
  ["an empty certificate", secret("kubernetes.io/tls", 'stringData: {tls.crt: "", tls.key: ""}'), []],
  ["a password alone", secret("kubernetes.io/basic-auth", "stringData: {password: x}"), []],
  [
    "a login of no registry",
    secret("kubernetes.io/dockerconfigjson", 'stringData: {.dockerconfigjson: "null"}'),
    [],
  ],
  [
    "a login that Flux puts in",
    secret("kubernetes.io/dockerconfigjson", 'stringData: {.dockerconfigjson: "${LOGIN}"}'),
    [],
  ],
  [
    "text over a bad login",
    secret(
      "kubernetes.io/dockerconfigjson",
      'data: {.dockerconfigjson: eA==}\nstringData: {.dockerconfigjson: "{}"}',
    ),
    [],
  ],
  [
    "a token",
    secret(
      "kubernetes.io/service-account-token",
      "",
      "name: a, annotations: {kubernetes.io/service-account.name: web}",
    ),
    [],
  ],
  ["no key", secret("kubernetes.io/tls", "data: {tls.crt: eA==}"), ["field-required /data/tls.key"]],
  [
    "neither name nor password",
    secret("kubernetes.io/basic-auth", "data: {}"),
    ["field-required /data/username"],
  ],
  [
    "an empty private key",
    secret("kubernetes.io/ssh-auth", 'stringData: {ssh-privatekey: ""}'),
    ["field-required /stringData/ssh-privatekey"],
  ],
  ["no login", secret("kubernetes.io/dockercfg", "data: {a: eA==}"), ["field-required /data/.dockercfg"]],
  [
    "a login that is no JSON",
    secret("kubernetes.io/dockerconfigjson", "data: {.dockerconfigjson: bm90IGpzb24=}"),
    ["value-invalid /data/.dockerconfigjson"],
  ],
  [
    "a login that is a list",
    secret("kubernetes.io/dockerconfigjson", 'stringData: {.dockerconfigjson: "[]"}'),
    ["value-invalid /stringData/.dockerconfigjson"],
  ],
  [
    "a token of nobody",
    secret("kubernetes.io/service-account-token", ""),
    ["field-required /metadata/annotations/kubernetes.io/service-account.name"],
  ],
  ["a bad key", secret("Opaque", "stringData: {a b: x}"), ["value-invalid /stringData/a b"]],
])("judges a Secret with %s", (_, yaml, expected) => expect(found(yaml)).toEqual(expected));

const account = (secrets: string) =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nsecrets: ${secrets}\n`;
const budget = (spec: string, name = "a") =>
  `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

test.each([
  ["two secrets", account("[{name: a}, {name: b}]"), []],
  ["a secret twice", account("[{name: a}, {name: a}]"), ["value-duplicate /secrets/1"]],
  ["a nameless secret", account("[{kind: Secret}]"), ["field-required /secrets/0/name"]],
  ["a budget in percent", budget("{minAvailable: 50%}"), []],
  ["a budget with any name", budget("{maxUnavailable: 0}", "My_Budget"), []],
  ["budgets of which one is empty", budget('{minAvailable: "${MIN}", maxUnavailable: "${MAX}"}'), []],
  ["a budget of both sides", budget("{minAvailable: 1, maxUnavailable: 1}"), ["value-invalid /spec"]],
  ["a budget above all", budget("{minAvailable: 150%}"), ["value-invalid /spec/minAvailable"]],
  ["a budget in words", budget("{minAvailable: half}"), ["value-invalid /spec/minAvailable"]],
  ["a budget below none", budget("{maxUnavailable: -1}"), ["value-invalid /spec/maxUnavailable"]],
])("judges %s", (_, yaml, expected) => expect(found(yaml)).toEqual(expected));

const reference = "{apiVersion: apps/v1, kind: Deployment, name: web}";
const autoscaler = (fields: string, target = reference) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {scaleTargetRef: ${target}, ${fields}}\n`;
const metric = (fields: string) => autoscaler(`maxReplicas: 5, metrics: [{${fields}}]`);
const cpu = "type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}";
const at = "/spec/metrics/0";

test.each([
  ["no metrics", autoscaler("maxReplicas: 5"), []],
  ["the usual metric", metric(cpu), []],
  [
    "another type of target than its value",
    metric("type: Resource, resource: {name: cpu, target: {type: Value, averageUtilization: 60}}"),
    [],
  ],
  [
    "an old controller of the core group",
    autoscaler("maxReplicas: 5", "{kind: ReplicationController, name: web}"),
    [],
  ],
  [
    "a target without a group",
    autoscaler("maxReplicas: 5", "{apiVersion: v1, kind: Deployment, name: web}"),
    ["value-invalid /spec/scaleTargetRef/apiVersion"],
  ],
  ["fewer than its least", autoscaler("minReplicas: 5, maxReplicas: 3"), ["value-invalid /spec/maxReplicas"]],
  ["none", autoscaler("minReplicas: 0, maxReplicas: 3"), ["value-invalid /spec/minReplicas"]],
  [
    "a metric of another type",
    metric(`type: Pods, ${cpu.slice(cpu.indexOf("resource"))}`),
    [`field-required ${at}/pods`],
  ],
  [
    "a metric of two types",
    metric(`${cpu}, pods: {metric: {name: a}, target: {type: AverageValue, averageValue: 1}}`),
    [`field-forbidden ${at}/pods`],
  ],
  [
    "a metric without a value",
    metric("type: Resource, resource: {name: cpu, target: {type: Utilization}}"),
    [`field-required ${at}/resource/target/averageUtilization`],
  ],
  [
    "a metric of nothing",
    metric("type: Pods, pods: {metric: {name: a}, target: {type: AverageValue, averageValue: 0}}"),
    [`value-invalid ${at}/pods/target/averageValue`],
  ],
  [
    "a resource of no container",
    metric(
      "type: ContainerResource, containerResource: {name: gpu, container: web, target: {type: AverageValue, averageValue: 1}}",
    ),
    [`value-invalid ${at}/containerResource/name`],
  ],
  [
    "no policies",
    autoscaler("maxReplicas: 5, behavior: {scaleUp: {policies: []}}"),
    ["field-required /spec/behavior/scaleUp/policies"],
  ],
  [
    "a long period",
    autoscaler(
      "maxReplicas: 5, behavior: {scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 1801}]}}",
    ),
    ["value-invalid /spec/behavior/scaleUp/policies/0/periodSeconds"],
  ],
  [
    "a tolerance below zero",
    autoscaler('maxReplicas: 5, behavior: {scaleDown: {tolerance: "-0.1"}}'),
    ["value-invalid /spec/behavior/scaleDown/tolerance"],
  ],
  [
    "a Scale by itself",
    "apiVersion: autoscaling/v1\nkind: Scale\nmetadata: {name: a}\n",
    ["value-invalid /kind"],
  ],
])("judges a HorizontalPodAutoscaler with %s", (_, yaml, expected) => expect(found(yaml)).toEqual(expected));

const event = (fields: string) =>
  `apiVersion: events.k8s.io/v1\nkind: Event\nmetadata: {name: a, namespace: shop}\nregarding: {namespace: shop}\neventTime: "2026-01-01T00:00:00.000000Z"\n${fields}\n`;
const cause = "reason: R\naction: A\nreportingController: example.com/a\nreportingInstance: i";

test.each([
  ["all that it needs", event(`${cause}\ntype: Normal`), []],
  ["no type", event(cause), ["field-required /type"]],
  ["no reason", event(`${cause.slice(10)}\ntype: Normal`), ["field-required /reason"]],
  ["an old counter", event(`${cause}\ntype: Normal\ndeprecatedCount: 1`), ["value-invalid /deprecatedCount"]],
])("judges an Event with %s", (_, yaml, expected) => expect(found(yaml)).toEqual(expected));
