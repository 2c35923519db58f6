/** Source: pkg/apis/admissionregistration/validation/validation.go, without the compilation of expressions. */
import {
  dns1035Label,
  dnsSubdomain,
  isDns1035Label,
  isDnsSubdomain,
  isQualifiedName,
} from "../../formats/names.ts";
import { mostItems } from "../most-items.ts";
import {
  all,
  has,
  invalid,
  isUnknown,
  judge,
  list,
  map,
  must,
  oneOf,
  quote,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { texts } from "../values.ts";
import { expression, matchConditions } from "./matching.ts";

const ANNOTATIONS_MAX = 20;
const LONGEST_VALUE = 5 * 1024;

const KEYWORDS =
  "true false null in as break const continue else for function if import let loop package namespace return var void while";

const identifier = must(
  (name: string) => /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name) && !KEYWORDS.split(" ").includes(name),
  "a name of letters, digits and `_` that is no word of the language",
);

/** validateParamKind. */
const paramKind: Check<Fields> = (kind, report) => {
  for (const field of ["apiVersion", "kind"])
    if (text(kind, field) === "") report([field], required(`The parameters need \`${field}\`. Add it.`));
  judge(groupVersion, text(kind, "apiVersion") || undefined, within(report, "apiVersion"));
  judge(
    (name: string, at) => dns1035Label(name.toLowerCase(), at),
    text(kind, "kind") || undefined,
    within(report, "kind"),
  );
};

const groupVersion: Check<string> = (apiVersion, report) => {
  const parts = apiVersion.split("/");
  const version = parts.pop()!;
  const isRight =
    isDns1035Label(version) &&
    parts.length <= 1 &&
    parts.every((group) => group === "" || isDnsSubdomain(group));
  if (!isRight)
    report([], invalid(`${quote(apiVersion)} is no API version such as apps/v1.`, "such as apps/v1"));
};

const constraints: Check<Fields> = (spec, report) => {
  const given = map(spec, "matchConstraints");
  if (!given) report(["matchConstraints"], required("Say what the policy is about. Add it."));
  else if (list(given, "resourceRules").length === 0)
    report(["matchConstraints", "resourceRules"], required("At least one rule is needed. Add it."));
};

const someValidation: Check<Fields> = (spec, report) => {
  if (list(spec, "validations").length === 0 && list(spec, "auditAnnotations").length === 0)
    report(["validations"], required("Add `validations` or `auditAnnotations`."));
};

/** Annotations of the audit begin with the policy's name. */
const annotationKeys: Check<Fields> = (policy, report) => {
  const name = text(map(policy, "metadata"), "name");
  list(map(policy, "spec"), "auditAnnotations").forEach((annotation, index) => {
    const key = text(annotation, "key");
    if (name !== "" && key !== "" && ![name, key].some(isUnknown) && !isQualifiedName(`${name}/${key}`))
      report(
        ["spec", "auditAnnotations", index, "key"],
        invalid(`${quote(key)} is no name of letters, digits, \`-\`, \`_\` and \`.\`.`),
      );
  });
};

const names = (field: string) =>
  unique(
    (item: Fields) => text(item, field) || undefined,
    "the names",
    (index) => [index, field],
  );

const message: Check<string> = (text, report) => {
  if (text !== "" && text.trim() === "") report([], invalid("It is empty. Write or remove it."));
  else if (/[\n\r]/.test(text.trim())) report([], invalid("It must be one line. Remove the line breaks."));
};

const blank: Check<string> = (text, report) => {
  if (text !== "" && text.trim() === "") report([], invalid("It is empty. Write or remove it."));
};

/** A policy that changes objects is asked when they are made and changed. */
const noDeletion =
  (field: string): Check<Fields> =>
  (spec, report) => {
    list(map(spec, field), "resourceRules").forEach((rule, index) => {
      const at = texts(rule, "operations").indexOf("DELETE");
      if (at >= 0)
        report([field, "resourceRules", index, "operations", at], {
          code: "value-unsupported",
          detail: "What is deleted cannot be changed. Remove it.",
        });
    });
  };

const needsPolicy: Check<Fields> = (spec, report) => {
  if (text(spec, "policyName") === "") report(["policyName"], required("Say which policy is meant. Add it."));
};

const PATCHES = { JSONPatch: "jsonPatch", ApplyConfiguration: "applyConfiguration" } as const;

const ofPatchType: Check<Fields> = (mutation, report) => {
  const type = text(mutation, "patchType");
  for (const [wanted, field] of Object.entries(PATCHES)) {
    if (!Object.hasOwn(PATCHES, type)) continue;
    if (wanted === type && !has(mutation, field))
      report([field], required(`The patch type \`${type}\` needs it. Add it.`));
    if (wanted !== type && has(mutation, field))
      report([field], invalid(`It is for the patch type \`${wanted}\`. Remove it.`));
  }
};

const neededExpression: Check<Fields> = (patch, report) => {
  if (text(patch, "expression").trim() === "")
    report(["expression"], required("The expression is missing. Add it."));
};

const someMutation: Check<Fields> = (spec, report) => {
  if (list(spec, "mutations").length === 0) report(["mutations"], required("Add at least one mutation."));
  if (text(spec, "reinvocationPolicy") === "")
    report(["reinvocationPolicy"], required("Set it to `Never` or `IfNeeded`."));
};

const common = { failurePolicy: oneOf("Fail", "Ignore"), paramKind, matchConditions };

export const policyRules: RuleTable = {
  "admissionregistration.k8s.io/v1.ValidatingAdmissionPolicy": {
    mirrors: "ValidateValidatingAdmissionPolicy",
    whole: [specRequired, annotationKeys],
  },
  "admissionregistration.k8s.io/v1.ValidatingAdmissionPolicySpec": {
    mirrors: "validateValidatingAdmissionPolicySpec",
    fields: {
      ...common,
      variables: names("name"),
      auditAnnotations: all(mostItems(ANNOTATIONS_MAX, "annotations"), names("key")),
    },
    whole: [constraints, someValidation],
  },
  "admissionregistration.k8s.io/v1.Validation": {
    mirrors: "validateValidation",
    fields: {
      expression,
      message,
      messageExpression: blank,
      reason: oneOf("Forbidden", "Invalid", "RequestEntityTooLarge"),
    },
  },
  "admissionregistration.k8s.io/v1.Variable": {
    mirrors: "validateVariable",
    fields: { name: unlessEmpty(identifier), expression },
  },
  "admissionregistration.k8s.io/v1.AuditAnnotation": {
    mirrors: "validateAuditAnnotation",
    fields: {
      valueExpression: all(
        expression,
        must((text: string) => Buffer.byteLength(text.trim()) <= LONGEST_VALUE, "at most 5 KiB long"),
      ),
    },
  },
  "admissionregistration.k8s.io/v1.MutatingAdmissionPolicy": {
    mirrors: "ValidateMutatingAdmissionPolicy",
    whole: [specRequired],
  },
  "admissionregistration.k8s.io/v1.MutatingAdmissionPolicySpec": {
    mirrors: "validateMutatingAdmissionPolicySpec",
    fields: common,
    whole: [constraints, someMutation, noDeletion("matchConstraints")],
  },
  "admissionregistration.k8s.io/v1.Mutation": { mirrors: "validateMutation", whole: [ofPatchType] },
  "admissionregistration.k8s.io/v1.JSONPatch": { mirrors: "validateJSONPatch", whole: [neededExpression] },
  "admissionregistration.k8s.io/v1.ApplyConfiguration": {
    mirrors: "validateApplyConfiguration",
    whole: [neededExpression],
  },
  "admissionregistration.k8s.io/v1.MutatingAdmissionPolicyBindingSpec": {
    mirrors: "validateMutatingAdmissionPolicyBindingSpec",
    fields: { policyName: unlessEmpty(dnsSubdomain) },
    whole: [needsPolicy, noDeletion("matchResources")],
  },
};
