/** Source: pkg/apis/admissionregistration/validation/validation.go, validateParamRef and the specs of bindings. */
import { dnsSubdomain, pathSegment } from "../../formats/names.ts";
import {
  all,
  forbidden,
  has,
  invalid,
  judge,
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
import { unlessEmpty } from "../unless-empty.ts";
import { eachText } from "../values.ts";

const paramRef: Check<Fields> = (reference, report) => {
  const name = text(reference, "name");
  judge(pathSegment, name || undefined, within(report, "name"));
  if (name !== "" && has(reference, "selector"))
    report(["selector"], forbidden("`name` says which parameters already. Remove one of them."));
  if (name === "" && !has(reference, "selector")) report([], required("Add `name` or `selector`."));
  if (text(reference, "parameterNotFoundAction") === "")
    report(["parameterNotFoundAction"], required("Set it to `Allow` or `Deny`."));
};

const notBoth: Check<readonly string[]> = (actions, report) => {
  if (actions.includes("Deny") && actions.includes("Warn"))
    report([], invalid("`Deny` says what `Warn` would say. Remove one of them."));
};

export const policyBindingRules: RuleTable = {
  "admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyBindingSpec": {
    mirrors: "validateValidatingAdmissionPolicyBindingSpec",
    fields: {
      policyName: unlessEmpty(dnsSubdomain),
      validationActions: all(
        eachText(oneOf("Audit", "Deny", "Warn")),
        unique<string>((action) => action, "actions"),
        notBoth,
      ),
    },
  },
  "admissionregistration.k8s.io/v1.MutatingAdmissionPolicyBinding": {
    mirrors: "ValidateMutatingAdmissionPolicyBinding",
    whole: [specRequired],
  },
  "admissionregistration.k8s.io/v1.ParamRef": {
    mirrors: "validateParamRef",
    fields: { parameterNotFoundAction: unlessEmpty(oneOf("Allow", "Deny")) },
    whole: [paramRef],
  },
};
