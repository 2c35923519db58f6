/** Source: pkg/apis/scheduling/validation, ValidatePriorityClass; pkg/apis/node/validation, ValidateRuntimeClass. */
import { dnsLabel } from "../../formats/names.ts";
import { labels } from "../metadata.ts";
import { overhead } from "../pod/resources.ts";
import {
  forbidden,
  isUnknown,
  map,
  number,
  oneOf,
  text,
  unique,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";

const HIGHEST = 1_000_000_000;
const SYSTEM = "system-";
const OF_SYSTEM: Readonly<Record<string, number>> = {
  "system-node-critical": 2_000_001_000,
  "system-cluster-critical": 2_000_000_000,
};

const systemClasses: Check<Fields> = (priority, report) => {
  const name = text(map(priority, "metadata"), "name");
  const value = number(priority, "value") ?? 0;
  if (isUnknown(name)) return;
  if (!name.startsWith(SYSTEM)) {
    if (value > HIGHEST)
      report(["value"], forbidden(`It must be at most ${HIGHEST}. Higher ones are the system's.`));
  } else if (OF_SYSTEM[name] !== value || priority["globalDefault"] === true)
    report(
      ["metadata", "name"],
      forbidden(`Names that begin with \`${SYSTEM}\` are the system's. Rename it.`),
    );
};

const toleration = (toleration: Fields): string | undefined => {
  const parts = ["key", "operator", "value", "effect"].map((field) => text(toleration, field));
  return parts.some(isUnknown) ? undefined : parts.join(" ").trim();
};

export const classRules: RuleTable = {
  "scheduling.k8s.io/v1.PriorityClass": {
    mirrors: "ValidatePriorityClass",
    fields: { preemptionPolicy: oneOf("Never", "PreemptLowerPriority") },
    whole: [systemClasses],
  },
  "node.k8s.io/v1.RuntimeClass": {
    mirrors: "ValidateRuntimeClass",
    fields: { handler: unlessEmpty(dnsLabel) },
  },
  "node.k8s.io/v1.Overhead": { mirrors: "validateOverhead", fields: { podFixed: overhead } },
  "node.k8s.io/v1.Scheduling": {
    mirrors: "validateScheduling",
    fields: { nodeSelector: labels, tolerations: unique(toleration, "tolerations") },
  },
};
