/** Source: pkg/apis/apps/validation/validation.go, ValidateDeploymentSpec, ValidateDeploymentStrategy. */
import { atMostAll, percentOf, percentOrNumber } from "../../formats/percent.ts";
import {
  all,
  forbidden,
  has,
  invalid,
  notNegative,
  number,
  text,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import { alwaysRestarted, commonTemplate, selectorFits } from "./template.ts";

const PROGRESS_DEADLINE_DEFAULT = 600;
const ROLLING_DEFAULT = "25%";

/** Whether a number or percentage is zero. */
export const isZero = (amount: unknown): boolean => amount === 0 || percentOf(amount as string) === 0;

const someProgress: Check<Fields> = (rolling, report) => {
  const amounts = ["maxUnavailable", "maxSurge"].map((field) => rolling[field] ?? ROLLING_DEFAULT);
  if (amounts.every(isZero))
    report(
      ["maxUnavailable"],
      invalid("With `maxSurge` of 0 as well no pod could be replaced. Raise one of them."),
    );
};

const rollingOnly: Check<Fields> = (strategy, report) => {
  if (text(strategy, "type") === "Recreate" && has(strategy, "rollingUpdate"))
    report(["rollingUpdate"], forbidden("`Recreate` has none. Remove it, or use `RollingUpdate`."));
};

const deadlineAfterReady: Check<Fields> = (spec, report) => {
  const deadline = number(spec, "progressDeadlineSeconds") ?? PROGRESS_DEADLINE_DEFAULT;
  const ready = number(spec, "minReadySeconds") ?? 0;
  if (deadline <= ready)
    report(
      ["progressDeadlineSeconds"],
      invalid(`It is ${deadline}, and must be more than \`minReadySeconds\`, which is ${ready}.`),
    );
};

export const deploymentRules: RuleTable = {
  "apps/v1.Deployment": { mirrors: "ValidateDeployment", whole: [specRequired] },
  "apps/v1.DeploymentSpec": {
    mirrors: "ValidateDeploymentSpec",
    fields: {
      replicas: notNegative,
      minReadySeconds: notNegative,
      revisionHistoryLimit: notNegative,
      progressDeadlineSeconds: notNegative,
    },
    whole: [selectorFits, alwaysRestarted, commonTemplate, deadlineAfterReady],
  },
  "apps/v1.DeploymentStrategy": { mirrors: "ValidateDeploymentStrategy", whole: [rollingOnly] },
  "apps/v1.RollingUpdateDeployment": {
    mirrors: "ValidateRollingUpdateDeployment",
    fields: { maxUnavailable: all(percentOrNumber, atMostAll), maxSurge: percentOrNumber },
    whole: [someProgress],
  },
};
