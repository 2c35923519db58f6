/** Source: pkg/apis/rbac/validation, ValidateRoleBinding, ValidateClusterRoleBinding, ValidateRoleBindingSubject. */
import { dnsSubdomain, pathSegment } from "../../formats/names.ts";
import {
  isUnknown,
  judge,
  list,
  map,
  oneOf,
  quote,
  required,
  text,
  within,
  type Check,
  type Fields,
  type Report,
  type RuleTable,
} from "../rule.ts";

const GROUP = "rbac.authorization.k8s.io";

/** What it must be; an absent one is the default, which fits. */
function apiGroup(subject: Fields, wanted: string, report: Report): void {
  const given = text(subject, "apiGroup") || wanted;
  if (given === wanted || isUnknown(given)) return;
  report(["apiGroup"], {
    code: "value-unsupported",
    detail: `${quote(given)} is not the group of a ${text(subject, "kind")}. ${wanted === "" ? "Remove it." : `Write ${wanted}.`}`,
    ...(wanted !== "" && { suggestion: wanted }),
  });
}

/** ValidateRoleBindingSubject, but for what depends on the binding. */
const subject: Check<Fields> = (subject, report) => {
  switch (text(subject, "kind")) {
    case "ServiceAccount":
      apiGroup(subject, "", report);
      judge(dnsSubdomain, text(subject, "name") || undefined, within(report, "name"));
      break;
    case "User":
    case "Group":
      apiGroup(subject, GROUP, report);
  }
};

const namespacesOfAccounts: Check<Fields> = (binding, report) => {
  list(binding, "subjects").forEach((subject, index) => {
    if (text(subject, "kind") === "ServiceAccount" && text(subject, "namespace") === "")
      report(
        ["subjects", index, "namespace"],
        required("A ClusterRoleBinding is in no namespace: say which one the ServiceAccount is in."),
      );
  });
};

const roleKind =
  (...kinds: string[]): Check<Fields> =>
  (binding, report) => {
    const kind = text(map(binding, "roleRef"), "kind");
    if (kind !== "") judge(oneOf(...kinds), kind, within(report, "roleRef", "kind"));
  };

export const roleBindingRules: RuleTable = {
  "rbac.authorization.k8s.io/v1.RoleBinding": {
    mirrors: "ValidateRoleBinding",
    whole: [roleKind("Role", "ClusterRole")],
  },
  "rbac.authorization.k8s.io/v1.ClusterRoleBinding": {
    mirrors: "ValidateClusterRoleBinding",
    whole: [roleKind("ClusterRole"), namespacesOfAccounts],
  },
  "rbac.authorization.k8s.io/v1.RoleRef": {
    mirrors: "ValidateRoleBinding",
    fields: { name: pathSegment },
    whole: [(role, report) => apiGroup(role, GROUP, report)],
  },
  "rbac.authorization.k8s.io/v1.Subject": {
    mirrors: "ValidateRoleBindingSubject",
    fields: { kind: oneOf("ServiceAccount", "User", "Group") },
    whole: [subject],
  },
};
