/** Source: pkg/apis/apps/validation/validation.go, ValidateDaemonSetSpec, ValidateRollingUpdateDaemonSet. */
import { atMostAll, percentOrNumber } from "../../formats/percent.ts";
import {
  all,
  invalid,
  isUnknown,
  map,
  notNegative,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import { isZero } from "./deployment.ts";
import { alwaysRestarted, commonTemplate, selectorFits } from "./template.ts";

const amount = all(percentOrNumber, atMostAll);

/** With OnDelete the server does not look at it. */
const rollingUpdate: Check<Fields> = (strategy, report) => {
  const rolling = map(strategy, "rollingUpdate");
  const type = text(strategy, "type");
  if (!rolling || type === "OnDelete" || isUnknown(type)) return;
  const of = within(report, "rollingUpdate");
  const [unavailable, surge] = [rolling["maxUnavailable"] ?? 1, rolling["maxSurge"] ?? 0];
  if (isUnknown(unavailable) || isUnknown(surge)) return;
  amount(unavailable, within(of, "maxUnavailable"));
  amount(surge, within(of, "maxSurge"));
  if (isZero(unavailable) && isZero(surge))
    of(["maxUnavailable"], required("It cannot be 0 where `maxSurge` is 0. Raise one of them."));
  if (!isZero(unavailable) && !isZero(surge))
    of(
      ["maxSurge"],
      invalid("It needs `maxUnavailable: 0`, which is 1 unless it is set. Set it, or remove this."),
    );
};

export const daemonSetRules: RuleTable = {
  "apps/v1.DaemonSet": { mirrors: "ValidateDaemonSet", whole: [specRequired] },
  "apps/v1.DaemonSetSpec": {
    mirrors: "ValidateDaemonSetSpec",
    fields: { minReadySeconds: notNegative, revisionHistoryLimit: notNegative },
    whole: [selectorFits, alwaysRestarted, commonTemplate],
  },
  "apps/v1.DaemonSetUpdateStrategy": { mirrors: "ValidateDaemonSetUpdateStrategy", whole: [rollingUpdate] },
};
