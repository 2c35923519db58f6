import { expect, test } from "vitest";
import { found } from "./rules-for-tests.ts";

const RBAC = "rbac.authorization.k8s.io";
const role = (kind: string, rule: string) =>
  `{ apiVersion: ${RBAC}/v1, kind: ${kind}, metadata: { name: reader }, rules: [${rule}] }`;
const binding = (kind: string, rest: string) =>
  `{ apiVersion: ${RBAC}/v1, kind: ${kind}, metadata: { name: reader }, ${rest} }`;
const ROLE_REF = "roleRef: { kind: ClusterRole, name: view }";

const ADMISSION = "admissionregistration.k8s.io/v1";
const RULE = "{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }";
const webhook = (changes: string) => `
apiVersion: ${ADMISSION}
kind: ValidatingWebhookConfiguration
metadata: { name: checks }
webhooks: [{ ${changes} }]
`;
const HOOK = `name: a.example.com, admissionReviewVersions: [v1], sideEffects: None, rules: [${RULE}]`;
const CLIENT = "clientConfig: { service: { name: hook, namespace: shop } }";
const policy = (spec: string) => `
apiVersion: ${ADMISSION}
kind: ValidatingAdmissionPolicy
metadata: { name: policy.example.com }
spec: { ${spec} }
`;
const MATCH = `matchConstraints: { resourceRules: [${RULE}] }`;
const VALID = 'validations: [{ expression: "true" }]';
const policyBinding = (spec: string) => `
apiVersion: ${ADMISSION}
kind: ValidatingAdmissionPolicyBinding
metadata: { name: binding }
spec: { policyName: policy.example.com, ${spec} }
`;

test.each([
  ["a rule of resources", role("Role", '{ apiGroups: [""], resources: [pods], verbs: [get] }'), undefined],
  [
    "a rule of nothing",
    role("Role", '{ apiGroups: [""], verbs: [get] }'),
    `field-required /rules/0/resources`,
  ],
  [
    "a rule of no group",
    role("ClusterRole", "{ resources: [pods], verbs: [get] }"),
    "field-required /rules/0/apiGroups",
  ],
  ["URLs", role("ClusterRole", "{ nonResourceURLs: [/metrics], verbs: [get] }"), undefined],
  [
    "URLs in a namespace",
    role("Role", "{ nonResourceURLs: [/metrics], verbs: [get] }"),
    "field-forbidden /rules/0/nonResourceURLs",
  ],
  [
    "URLs and resources",
    role("ClusterRole", "{ nonResourceURLs: [/metrics], resources: [pods], verbs: [get] }"),
    "field-forbidden /rules/0/nonResourceURLs",
  ],
  [
    "an aggregation of nothing",
    binding("ClusterRole", "aggregationRule: {}"),
    "field-required /aggregationRule/clusterRoleSelectors",
  ],
  ["a binding without subjects", binding("RoleBinding", ROLE_REF), undefined],
  [
    "a Role in a ClusterRoleBinding",
    binding("ClusterRoleBinding", "roleRef: { kind: Role, name: view }"),
    "value-unsupported /roleRef/kind",
  ],
  [
    "a role of another group",
    binding("RoleBinding", "roleRef: { kind: Role, name: view, apiGroup: rbac }"),
    "value-unsupported /roleRef/apiGroup",
  ],
  [
    "an account of no namespace",
    binding("ClusterRoleBinding", `${ROLE_REF}, subjects: [{ kind: ServiceAccount, name: web }]`),
    "field-required /subjects/0/namespace",
  ],
  [
    "an account of one's own namespace",
    binding("RoleBinding", `${ROLE_REF}, subjects: [{ kind: ServiceAccount, name: web }]`),
    undefined,
  ],
  [
    "an account with a group",
    binding("RoleBinding", `${ROLE_REF}, subjects: [{ kind: ServiceAccount, name: web, apiGroup: ${RBAC} }]`),
    "value-unsupported /subjects/0/apiGroup",
  ],
  [
    "a user with any name",
    binding("RoleBinding", `${ROLE_REF}, subjects: [{ kind: User, name: "Me @ home" }]`),
    undefined,
  ],
  [
    "a subject of an unknown kind",
    binding("RoleBinding", `${ROLE_REF}, subjects: [{ kind: Robot, name: a }]`),
    "value-unsupported /subjects/0/kind",
  ],
  ["a webhook", webhook(`${HOOK}, ${CLIENT}`), undefined],
  [
    "a webhook with a short name",
    webhook(`${HOOK.replace("a.example.com", "a.b")}, ${CLIENT}`),
    "value-invalid /webhooks/0/name",
  ],
  ["a webhook nowhere", webhook(`${HOOK}, clientConfig: {}`), "field-required /webhooks/0/clientConfig"],
  [
    "a webhook without TLS",
    webhook(`${HOOK}, clientConfig: { url: "http://a.b/c" }`),
    "value-invalid /webhooks/0/clientConfig/url",
  ],
  [
    "a webhook at a path without a slash",
    webhook(`${HOOK}, clientConfig: { service: { name: a, namespace: b, path: check } }`),
    "value-invalid /webhooks/0/clientConfig/service/path",
  ],
  [
    "a webhook with side effects",
    webhook(`${HOOK.replace("None", "Some")}, ${CLIENT}`),
    "value-unsupported /webhooks/0/sideEffects",
  ],
  [
    "a webhook of unknown reviews",
    webhook(`${HOOK.replace("[v1], side", "[v2], side")}, ${CLIENT}`),
    "value-invalid /webhooks/0/admissionReviewVersions",
  ],
  [
    "a webhook that waits too long",
    webhook(`${HOOK}, ${CLIENT}, timeoutSeconds: 31`),
    "value-invalid /webhooks/0/timeoutSeconds",
  ],
  [
    "everything and something",
    webhook(`${HOOK.replace("[deployments]", '["*/*", pods]')}, ${CLIENT}`),
    "value-invalid /webhooks/0/rules/0/resources",
  ],
  ["a policy", policy(`${MATCH}, ${VALID}`), undefined],
  ["a policy about nothing", policy(VALID), "field-required /spec/matchConstraints"],
  ["a policy without validations", policy(MATCH), "field-required /spec/validations"],
  [
    "a variable called as a word of the language",
    policy(`${MATCH}, ${VALID}, variables: [{ name: in, expression: "1" }]`),
    "value-invalid /spec/variables/0/name",
  ],
  [
    "parameters of no version",
    policy(`${MATCH}, ${VALID}, paramKind: { apiVersion: apps/, kind: Deployment }`),
    "value-invalid /spec/paramKind/apiVersion",
  ],
  ["a policy's binding", policyBinding("validationActions: [Deny]"), undefined],
  [
    "two actions that say the same",
    policyBinding("validationActions: [Deny, Warn]"),
    "value-invalid /spec/validationActions",
  ],
  [
    "parameters that may be missing",
    policyBinding("validationActions: [Deny], paramRef: { name: limits }"),
    "field-required /spec/paramRef/parameterNotFoundAction",
  ],
])("%s", (_sentence, yaml, expected) => {
  expect(found(yaml)).toEqual(expected === undefined ? [] : [expected]);
});
