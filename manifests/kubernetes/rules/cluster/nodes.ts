/** Source: pkg/apis/core/validation/validation.go, ValidateNode, ValidateNamespace; pkg/apis/coordination/validation, ValidateLease. */
import { network, parseNetwork } from "../../formats/addresses.ts";
import { labelValue, qualifiedName } from "../../formats/names.ts";
import {
  between,
  invalid,
  isUnknown,
  notNegative,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { namespaceFinalizers } from "../root-metadata.ts";
import { eachText, texts } from "../values.ts";

/** The older `podCIDR` is the first of them, or takes the place of them. */
const podNetworks: Check<Fields> = (spec, report) => {
  const [single, several] = [text(spec, "podCIDR"), texts(spec, "podCIDRs")];
  if (isUnknown(single) || several.some(isUnknown)) return;
  if (single !== "" && several[0] !== single) network(single, within(report, "podCIDR"));
  else {
    eachText(network)(several, within(report, "podCIDRs"));
    oneOfEachFamily(several, within(report, "podCIDRs"));
  }
};

const oneOfEachFamily: Check<readonly string[]> = (networks, report) => {
  const families = networks.map((each) => parseNetwork(each)?.family);
  const isPair = families.length === 2 && families[0] !== families[1];
  if (families.length > 1 && families.every((family) => family !== undefined) && !isPair)
    report([], invalid("At most one network of IPv4 and one of IPv6 are allowed. Remove the others."));
};

export const nodeRules: RuleTable = {
  "core/v1.NamespaceSpec": { mirrors: "ValidateNamespace", fields: { finalizers: namespaceFinalizers } },
  "core/v1.NodeSpec": {
    mirrors: "ValidateNode",
    fields: {
      podCIDRs: unique<string>((range) => range, "networks"),
      taints: unique(
        (taint: Fields) => `${text(taint, "key")}:${text(taint, "effect")}`,
        "taints with their effects",
      ),
    },
    whole: [podNetworks],
  },
  "core/v1.Taint": {
    mirrors: "validateNodeTaints",
    fields: { key: qualifiedName, value: labelValue },
  },
  "coordination.k8s.io/v1.LeaseSpec": {
    mirrors: "ValidateLeaseSpec",
    fields: {
      leaseDurationSeconds: between(1),
      leaseTransitions: notNegative,
    },
  },
};
