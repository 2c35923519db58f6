/** Source: pkg/apis/flowcontrol/validation, ValidateFlowSchema. */
import { dnsLabel, dnsSubdomain } from "../../formats/names.ts";
import {
  all,
  forbidden,
  has,
  invalid,
  isUnknown,
  judge,
  map,
  must,
  number,
  oneOf,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import { eachText, texts } from "../values.ts";
import { unlessEmpty } from "../unless-empty.ts";

const HIGHEST_PRECEDENCE = 10_000;
const VERBS = ["get", "list", "create", "update", "delete", "deletecollection", "patch", "watch", "proxy"];

/** The default takes the place of 0. */
const precedence: Check<number> = (value, report) => {
  if (value < 0 || value > HIGHEST_PRECEDENCE)
    report(
      [],
      invalid(`It must be from 2 to ${HIGHEST_PRECEDENCE}.`, `a number from 2 to ${HIGHEST_PRECEDENCE}`),
    );
};

const firstIsExempt: Check<Fields> = (schema, report) => {
  const name = text(map(schema, "metadata"), "name");
  if (number(map(schema, "spec"), "matchingPrecedence") === 1 && name !== "exempt" && !isUnknown(name))
    report(
      ["spec", "matchingPrecedence"],
      invalid("1 is only for the schema called `exempt`. Use at least 2."),
    );
};

/** `*` is all of them, and stands alone. */
const wildcardAlone = (what: string): Check<readonly (string | null)[]> =>
  all(
    unique((item: string | null) => item ?? "", what),
    (items: readonly (string | null)[], report) => {
      if (items.length > 1 && items.includes("*"))
        report([], invalid(`\`*\` means all ${what}, and stands alone. Remove it, or the others.`));
    },
  );

const unlessWildcard =
  (check: Check<string>): Check<readonly (string | null)[]> =>
  (items, report) => {
    if (!items.includes("*")) eachText(check)(items, report);
  };

const verbs = all(wildcardAlone("verbs"), unlessWildcard(oneOf(...VERBS)));

const url = must(
  (path: string) =>
    path === "/" || (path.startsWith("/") && !/ |\/\//.test(path) && /^[^*]*(\/\*)?$/.test(path)),
  "a path such as /healthz, with `*` only as its last step",
);

const someNamespace: Check<Fields> = (rule, report) => {
  if (texts(rule, "namespaces").length === 0 && rule["clusterScope"] !== true)
    report(["namespaces"], required("Name at least one namespace, or set `clusterScope: true`."));
};

const someRule: Check<Fields> = (policy, report) => {
  if (
    ["resourceRules", "nonResourceRules"].every(
      (field) => ((policy[field] as unknown[] | null) ?? []).length === 0,
    )
  )
    report([], required("Add `resourceRules` or `nonResourceRules`."));
};

const SUBJECTS: Readonly<Record<string, string>> = {
  ServiceAccount: "serviceAccount",
  User: "user",
  Group: "group",
};

const ofItsKind: Check<Fields> = (subject, report) => {
  const wanted = SUBJECTS[text(subject, "kind")];
  if (wanted === undefined) return;
  if (!has(subject, wanted))
    report([wanted], required(`A subject of this kind needs \`${wanted}\`. Add it.`));
  for (const field of Object.values(SUBJECTS))
    if (field !== wanted && has(subject, field))
      report([field], forbidden("It is for subjects of another kind. Remove it."));
};

const account: Check<Fields> = (subject, report) => {
  const name = text(subject, "name");
  if (name !== "" && name !== "*") judge(dnsSubdomain, name, within(report, "name"));
};

export const flowSchemaRules: RuleTable = {
  "flowcontrol.apiserver.k8s.io/v1.FlowSchema": {
    mirrors: "ValidateFlowSchema",
    whole: [specRequired, firstIsExempt],
  },
  "flowcontrol.apiserver.k8s.io/v1.FlowSchemaSpec": {
    mirrors: "ValidateFlowSchemaSpec",
    fields: { matchingPrecedence: precedence },
  },
  "flowcontrol.apiserver.k8s.io/v1.PriorityLevelConfigurationReference": {
    mirrors: "ValidateFlowSchemaSpec",
    fields: { name: unlessEmpty(dnsSubdomain) },
  },
  "flowcontrol.apiserver.k8s.io/v1.FlowDistinguisherMethod": {
    mirrors: "ValidateFlowSchemaSpec",
    fields: { type: oneOf("ByUser", "ByNamespace") },
  },
  "flowcontrol.apiserver.k8s.io/v1.PolicyRulesWithSubjects": {
    mirrors: "ValidateFlowSchemaPolicyRulesWithSubjects",
    whole: [someRule],
  },
  "flowcontrol.apiserver.k8s.io/v1.Subject": {
    mirrors: "ValidateFlowSchemaSubject",
    fields: { kind: oneOf(...Object.keys(SUBJECTS)) },
    whole: [ofItsKind],
  },
  "flowcontrol.apiserver.k8s.io/v1.ServiceAccountSubject": {
    mirrors: "ValidateServiceAccountSubject",
    fields: { namespace: unlessEmpty(dnsLabel) },
    whole: [account],
  },
  "flowcontrol.apiserver.k8s.io/v1.ResourcePolicyRule": {
    mirrors: "ValidateFlowSchemaResourcePolicyRule",
    fields: {
      verbs,
      apiGroups: wildcardAlone("groups"),
      resources: wildcardAlone("resources"),
      namespaces: all(wildcardAlone("namespaces"), unlessWildcard(dnsLabel)),
    },
    whole: [someNamespace],
  },
  "flowcontrol.apiserver.k8s.io/v1.NonResourcePolicyRule": {
    mirrors: "ValidateFlowSchemaNonResourcePolicyRule",
    fields: { verbs, nonResourceURLs: all(wildcardAlone("URLs"), unlessWildcard(url)) },
  },
};
