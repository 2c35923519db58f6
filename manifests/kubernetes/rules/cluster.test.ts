import { expect, test } from "vitest";
import { found } from "./rules-for-tests.ts";

const object = (apiVersion: string, kind: string, rest: string, name = "it") =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name} }, ${rest} }`;
const quota = (spec: string) => object("v1", "ResourceQuota", `spec: { ${spec} }`);
const limits = (...items: string[]) => object("v1", "LimitRange", `spec: { limits: [${items.join(", ")}] }`);
const priority = (name: string, value: number) =>
  object("scheduling.k8s.io/v1", "PriorityClass", `value: ${value}`, name);
const FLOW = "flowcontrol.apiserver.k8s.io/v1";
const level = (limited: string) =>
  object(FLOW, "PriorityLevelConfiguration", `spec: { type: Limited, limited: { ${limited} } }`);
const DEVICES = "resource.k8s.io/v1";
const device = (devices: string) => object(DEVICES, "ResourceClaim", `spec: { devices: { ${devices} } }`);
const GPU = "requests: [{ name: gpu, exactly: { deviceClassName: gpu.example.com } }]";

test.each([
  [
    "a quota",
    quota("hard: { requests.cpu: 2, pods: 10, count/jobs.batch: 3, requests.a.b/gpu: 1 }"),
    undefined,
  ],
  ["a quota of an unknown resource", quota("hard: { cpus: 2 }"), "value-invalid /spec/hard/cpus"],
  ["a quota of parts of pods", quota("hard: { pods: 1.5 }"), "value-invalid /spec/hard/pods"],
  ["a quota below zero", quota("hard: { cpu: -1 }"), "value-invalid /spec/hard/cpu"],
  [
    "a scope that counts no CPU",
    quota("hard: { cpu: 1 }, scopes: [BestEffort]"),
    "value-invalid /spec/scopes/0",
  ],
  [
    "scopes that exclude one another",
    quota("hard: { pods: 1 }, scopes: [Terminating, NotTerminating]"),
    "value-invalid /spec/scopes",
  ],
  [
    "a scope that needs values",
    quota("scopeSelector: { matchExpressions: [{ scopeName: PriorityClass, operator: In }] }"),
    "field-required /spec/scopeSelector/matchExpressions/0/values",
  ],
  ["limits", limits("{ type: Container, default: { cpu: 500m }, max: { cpu: 1 } }"), undefined],
  ["limits of an unknown type", limits("{ type: Job }"), "value-invalid /spec/limits/0/type"],
  [
    "a default above the maximum",
    limits("{ type: Container, default: { cpu: 2 }, defaultRequest: { cpu: 1 }, max: { cpu: 1 } }"),
    "value-invalid /spec/limits/0/default/cpu",
  ],
  [
    "a minimum above the maximum, and what is made of it",
    limits("{ type: Container, min: { cpu: 2 }, max: { cpu: 1 } }"),
    "value-invalid /spec/limits/0/min/cpu",
  ],
  [
    "defaults of pods",
    limits("{ type: Pod, default: { cpu: 1 } }"),
    "field-forbidden /spec/limits/0/default",
  ],
  [
    "claims of any size",
    limits("{ type: PersistentVolumeClaim, default: { storage: 1Gi } }"),
    "field-required /spec/limits/0",
  ],
  [
    "a ratio that cannot be",
    limits("{ type: Container, min: { cpu: 1 }, max: { cpu: 2 }, maxLimitRequestRatio: { cpu: 3 } }"),
    "value-invalid /spec/limits/0/maxLimitRequestRatio/cpu",
  ],
  [
    "limits of one type twice",
    limits("{ type: Pod }", "{ type: Pod }"),
    "value-duplicate /spec/limits/1/type",
  ],
  ["the highest priority", priority("high", 1_000_000_000), undefined],
  ["a higher one", priority("higher", 1_000_000_001), "field-forbidden /value"],
  ["a priority of the system's", priority("system-shop", 1), "field-forbidden /metadata/name"],
  ["one that is the system's", priority("system-node-critical", 2_000_001_000), undefined],
  [
    "a runtime's handler",
    object("node.k8s.io/v1", "RuntimeClass", "handler: g_visor"),
    "value-invalid /handler",
  ],
  [
    "a lease for no time",
    object("coordination.k8s.io/v1", "Lease", "spec: { leaseDurationSeconds: 0 }"),
    "value-invalid /spec/leaseDurationSeconds",
  ],
  [
    "a namespace's finalizer",
    object("v1", "Namespace", "spec: { finalizers: [cleanup] }"),
    "value-invalid /spec/finalizers/0",
  ],
  [
    "a taint that is there twice",
    object(
      "v1",
      "Node",
      "spec: { taints: [{ key: a, effect: NoSchedule }, { key: a, effect: NoSchedule }] }",
    ),
    "value-duplicate /spec/taints/1",
  ],
  ["a level that rejects", level("limitResponse: { type: Reject }"), undefined],
  [
    "a level that queues nowhere",
    level("limitResponse: { type: Queue }"),
    "field-required /spec/limited/limitResponse/queuing",
  ],
  [
    "a hand that is too large",
    level("limitResponse: { type: Queue, queuing: { queues: 128, handSize: 9 } }"),
    "value-invalid /spec/limited/limitResponse/queuing/handSize",
  ],
  [
    "a flow with an unknown verb",
    object(
      FLOW,
      "FlowSchema",
      "spec: { priorityLevelConfiguration: { name: low }, rules: [{ subjects: [{ kind: User, user: { name: a } }], nonResourceRules: [{ verbs: [fetch], nonResourceURLs: [/a] }] }] }",
    ),
    "value-unsupported /spec/rules/0/nonResourceRules/0/verbs/0",
  ],
  [
    "a signer without a domain",
    object(
      "certificates.k8s.io/v1",
      "CertificateSigningRequest",
      "spec: { request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0=, signerName: mine, usages: [client auth] }",
    ),
    "value-invalid /spec/signerName",
  ],
  ["a claim of a device", device(GPU), undefined],
  [
    "a claim that names no request of its own",
    device(`${GPU}, constraints: [{ requests: [cpu], matchAttribute: a.b/numa }]`),
    "value-invalid /spec/devices/constraints/0/requests/0",
  ],
  [
    "all devices, and a number of them",
    device("requests: [{ name: a, exactly: { deviceClassName: b, allocationMode: All, count: 1 } }]"),
    "value-invalid /spec/devices/requests/0/exactly/count",
  ],
  [
    "a question is no object",
    object("authentication.k8s.io/v1", "TokenReview", "spec: { token: a }"),
    "field-forbidden /kind",
  ],
])("%s", (_sentence, yaml, expected) => {
  expect(found(yaml)).toEqual(expected === undefined ? [] : [expected]);
});
