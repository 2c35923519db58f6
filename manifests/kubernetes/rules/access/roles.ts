/** Source: pkg/apis/rbac/validation, ValidateRole, ValidateClusterRole, ValidatePolicyRule. */
import { forbidden, list, map, required, within, type Check, type Fields, type RuleTable } from "../rule.ts";
import { texts } from "../values.ts";

/** A rule is of resources or of URLs. */
const ruleOf = (rule: Fields): Check<Fields> =>
  texts(rule, "nonResourceURLs").length > 0 ? urlsAlone : resources;

const urlsAlone: Check<Fields> = (rule, report) => {
  if (["apiGroups", "resources", "resourceNames"].some((field) => texts(rule, field).length > 0))
    report(
      ["nonResourceURLs"],
      forbidden("A rule is of resources or of URLs, not of both. Make two rules of it."),
    );
};

const resources: Check<Fields> = (rule, report) => {
  if (texts(rule, "apiGroups").length === 0)
    report(
      ["apiGroups"],
      required('It must be there for resources; `[""]` is the group of Pods and Services.'),
    );
  if (texts(rule, "resources").length === 0)
    report(
      ["resources"],
      required("The rule is of nothing. Add at least one resource, or `nonResourceURLs`."),
    );
};

const policyRule: Check<Fields> = (rule, report) => ruleOf(rule)(rule, report);

const noUrls: Check<Fields> = (role, report) => {
  list(role, "rules").forEach((rule, index) => {
    if (texts(rule, "nonResourceURLs").length > 0)
      report(
        ["rules", index, "nonResourceURLs"],
        forbidden("A Role has no URLs, which belong to no namespace. Use a ClusterRole."),
      );
  });
};

const aggregated: Check<Fields> = (role, report) => {
  const aggregation = map(role, "aggregationRule");
  const here = within(report, "aggregationRule", "clusterRoleSelectors");
  if (aggregation && list(aggregation, "clusterRoleSelectors").length === 0)
    here([], required("It needs at least one selector. Add it, or remove `aggregationRule`."));
};

export const roleRules: RuleTable = {
  "rbac.authorization.k8s.io/v1.Role": { mirrors: "ValidateRole", whole: [noUrls] },
  "rbac.authorization.k8s.io/v1.ClusterRole": { mirrors: "ValidateClusterRole", whole: [aggregated] },
  "rbac.authorization.k8s.io/v1.PolicyRule": { mirrors: "ValidatePolicyRule", whole: [policyRule] },
};
