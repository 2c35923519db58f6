/** Source: pkg/apis/flowcontrol/validation, ValidatePriorityLevelConfiguration. */
import {
  between,
  forbidden,
  has,
  invalid,
  isUnknown,
  map,
  notNegative,
  number,
  oneOf,
  required,
  text,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";

const QUEUES_MAX = 10_000_000;
const HASH_BITS = 60;
const DEFAULTS = { queues: 64, handSize: 8, queueLengthLimit: 50 } as const;

const percent = between(0, 100);

const exemptByName: Check<Fields> = (level, report) => {
  const [name, type] = [text(map(level, "metadata"), "name"), text(map(level, "spec"), "type")];
  if ([name, type].some((each) => each === "" || isUnknown(each))) return;
  if ((name === "exempt") !== (type === "Exempt"))
    report(["spec", "type"], invalid("`Exempt` is for the level called `exempt`, and only for it."));
};

/** One field belongs to one word of `type`. */
const ofType =
  (fields: Readonly<Record<string, string>>, isNeeded: string): Check<Fields> =>
  (object, report) => {
    const type = text(object, "type");
    if (type === "" || isUnknown(type)) return;
    for (const [field, wanted] of Object.entries(fields)) {
      if (wanted !== type && has(object, field))
        report([field], forbidden(`It is for the type \`${wanted}\`. Remove it.`));
      if (wanted === type && type === isNeeded && !has(object, field))
        report([field], required(`The type \`${type}\` needs it. Add it.`));
    }
  };

const queuing: Check<Fields> = (queuing, report) => {
  const value = (field: keyof typeof DEFAULTS) => number(queuing, field) || DEFAULTS[field];
  const [queues, handSize] = [value("queues"), value("handSize")];
  for (const field of ["queues", "handSize", "queueLengthLimit"] as const)
    if (value(field) < 0) report([field], invalid("It must be at least 1."));
  if (queues > QUEUES_MAX) report(["queues"], invalid(`It must be at most ${QUEUES_MAX}.`));
  if (queues < 0 || handSize < 0) return;
  if (handSize > queues) report(["handSize"], invalid(`It must be at most \`queues\`, which is ${queues}.`));
  else if (Math.ceil(Math.log2(queues) * handSize) > HASH_BITS)
    report(["handSize"], invalid(`It is too much for ${queues} queues. Lower it.`));
};

export const priorityLevelRules: RuleTable = {
  "flowcontrol.apiserver.k8s.io/v1.PriorityLevelConfiguration": {
    mirrors: "ValidatePriorityLevelConfiguration",
    whole: [specRequired, exemptByName],
  },
  "flowcontrol.apiserver.k8s.io/v1.PriorityLevelConfigurationSpec": {
    mirrors: "ValidatePriorityLevelConfigurationSpec",
    fields: { type: oneOf("Exempt", "Limited") },
    whole: [ofType({ limited: "Limited", exempt: "Exempt" }, "Limited")],
  },
  "flowcontrol.apiserver.k8s.io/v1.LimitedPriorityLevelConfiguration": {
    mirrors: "ValidateLimitedPriorityLevelConfiguration",
    fields: {
      nominalConcurrencyShares: notNegative,
      lendablePercent: percent,
      borrowingLimitPercent: notNegative,
    },
    whole: [
      (limited, report) => {
        if (!has(limited, "limitResponse"))
          report(
            ["limitResponse", "type"],
            required("It says what happens to requests beyond the limit. Add it."),
          );
      },
    ],
  },
  "flowcontrol.apiserver.k8s.io/v1.ExemptPriorityLevelConfiguration": {
    mirrors: "ValidateExemptPriorityLevelConfiguration",
    fields: { nominalConcurrencyShares: notNegative, lendablePercent: percent },
  },
  "flowcontrol.apiserver.k8s.io/v1.LimitResponse": {
    mirrors: "ValidateLimitResponse",
    fields: { type: oneOf("Queue", "Reject") },
    whole: [ofType({ queuing: "Queue" }, "Queue")],
  },
  "flowcontrol.apiserver.k8s.io/v1.QueuingConfiguration": {
    mirrors: "ValidatePriorityLevelQueuingConfiguration",
    whole: [queuing],
  },
};
