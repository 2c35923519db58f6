/** Source: pkg/apis/core/validation/validation.go, validateContainerRestartPolicy, validateResizePolicy. */
import {
  all,
  has,
  invalid,
  list,
  oneOf,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { mostItems } from "../most-items.ts";
import { containersOf, runsOnce } from "./visit.ts";

const RULES_MAX = 20;
const EXIT_CODES_MAX = 255;

export const restartPolicyOfContainer = oneOf("Always", "Never", "OnFailure");

export const restartRules = mostItems(RULES_MAX, "rules");

export const restartRulesNeedPolicy: Check<Fields> = (container, report) => {
  if (list(container, "restartPolicyRules").length > 0 && !has(container, "restartPolicy"))
    report(
      ["restartPolicy"],
      required("`restartPolicyRules` need a `restartPolicy` of the container. Add one."),
    );
};

const exitCodesRequired: Check<Fields> = (rule, report) => {
  if (!has(rule, "exitCodes")) report(["exitCodes"], required("The rule has no `exitCodes`. Add them."));
};

export const resizePolicies: Check<readonly Fields[]> = unique(
  (policy: Fields) => text(policy, "resourceName"),
  "the resources of `resizePolicy`",
);

/** Of a pod's spec: what a container's resize policy may be depends on the pod and on the kind of container. */
export const resizeFitsPod: Check<Fields> = (spec, report) => {
  const isNeverRestarted = text(spec, "restartPolicy") === "Never";
  for (const each of containersOf(spec)) {
    const isOneTime = runsOnce(each);
    list(each.container, "resizePolicy").forEach((policy, index) => {
      if (text(policy, "restartPolicy") !== "RestartContainer" || !(isNeverRestarted || isOneTime)) return;
      const why = isNeverRestarted ? "The pod is never restarted" : "An init container is not restarted";
      within(report, ...each.at)(
        ["resizePolicy", index, "restartPolicy"],
        invalid(`${why}. Use \`NotRequired\`.`, "NotRequired"),
      );
    });
  }
};

export const restartRuleTable: RuleTable = {
  "core/v1.ContainerRestartRule": {
    mirrors: "validateContainerRestartPolicy",
    fields: { action: oneOf("Restart", "RestartAllContainers") },
    whole: [exitCodesRequired],
  },
  "core/v1.ContainerRestartRuleOnExitCodes": {
    mirrors: "validateContainerRestartPolicy",
    fields: {
      operator: oneOf("In", "NotIn"),
      values: all(mostItems(EXIT_CODES_MAX, "exit codes"), unique(String, "exit codes")),
    },
  },
  "core/v1.ContainerResizePolicy": {
    mirrors: "validateResizePolicy",
    fields: { resourceName: oneOf("cpu", "memory"), restartPolicy: oneOf("NotRequired", "RestartContainer") },
  },
};
