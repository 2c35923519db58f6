/** Source: pkg/apis/networking/validation, ValidateIPAddress and ValidateServiceCIDR. */
import { canonicalNetwork, parseNetwork } from "../formats/addresses.ts";
import { dnsSubdomain, pathSegment } from "../formats/names.ts";
import { all, invalid, map, required, type Check, type Fields, type RuleTable } from "./rule.ts";
import { unlessEmpty } from "./unless-empty.ts";
import { eachText } from "./values.ts";

const someNetwork: Check<Fields> = (serviceCIDR, report) => {
  const networks = (map(serviceCIDR, "spec")?.["cidrs"] as readonly unknown[] | null | undefined) ?? [];
  if (networks.length === 0)
    report(["spec", "cidrs"], required("A ServiceCIDR needs at least one network. Add it."));
};

const oneOfEachFamily: Check<readonly string[]> = (networks, report) => {
  const families = networks.map((each) => parseNetwork(each)?.family);
  if (networks.length > 2) report([], invalid("A ServiceCIDR has at most two networks. Remove the others."));
  else if (families.length === 2 && families[0] !== undefined && families[0] === families[1])
    report([], invalid("Two networks must be one of IPv4 and one of IPv6. Remove one."));
};

export const addressObjectRules: RuleTable = {
  "networking.k8s.io/v1.ServiceCIDR": { mirrors: "ValidateServiceCIDR", whole: [someNetwork] },
  "networking.k8s.io/v1.ServiceCIDRSpec": {
    mirrors: "validateServiceCIDRSpec",
    fields: { cidrs: all(eachText(canonicalNetwork), oneOfEachFamily) },
  },
  "networking.k8s.io/v1.ParentReference": {
    mirrors: "validateIPAddressParentReference",
    fields: {
      group: unlessEmpty(dnsSubdomain),
      resource: pathSegment,
      name: pathSegment,
      namespace: unlessEmpty(pathSegment),
    },
  },
};
