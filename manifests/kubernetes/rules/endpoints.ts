/** Source: validateEndpointSubsets of pkg/apis/core/validation, and pkg/apis/discovery/validation. */
import { canonicalIpAddress, endpointAddress, parseAddress } from "../formats/addresses.ts";
import { dnsLabel, dnsSubdomain, isDnsSubdomain, labelValue, qualifiedName } from "../formats/names.ts";
import { portNumber } from "../formats/ports.ts";
import {
  all,
  has,
  isUnknown,
  invalid,
  list,
  must,
  oneOf,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "./rule.ts";
import { unlessEmpty } from "./unless-empty.ts";
import { eachText, texts } from "./values.ts";

const atMostItems =
  (most: number): Check<readonly unknown[]> =>
  (items, report) => {
    if (items.length > most)
      report([], invalid(`There are ${items.length} of them, and ${most} are allowed. Split them up.`));
  };

const someAddress: Check<Fields> = (subset, report) => {
  if (list(subset, "addresses").length + list(subset, "notReadyAddresses").length === 0)
    report([], required("It needs addresses or notReadyAddresses. Add at least one, or remove the subset."));
};

const namesOfSeveral: Check<Fields> = (subset, report) => {
  const ports = list(subset, "ports");
  if (ports.length < 2) return;
  ports.forEach((port, index) => {
    if (text(port, "name") === "")
      report(["ports", index, "name"], required("With several ports each needs a name. Add one."));
  });
};

const ofFamily =
  (family: 4 | 6): Check<string> =>
  (address, report) => {
    endpointAddress(address, report);
    const given = parseAddress(address)?.family;
    if (given !== undefined && given !== family)
      report(
        [],
        invalid(`It is no address of IPv${family}, which addressType says. Use an EndpointSlice of its own.`),
      );
  };

const isFullDomain = (name: string) => {
  const bare = name.replace(/\.$/, "");
  return isDnsSubdomain(bare) && bare.includes(".") && bare.split(".").every((label) => label.length <= 63);
};

const canonicalIPv6: Check<string> = (address, report) => {
  ofFamily(6)(address, report);
  if (parseAddress(address)) canonicalIpAddress(address, report);
};

const ADDRESSES: Readonly<Record<string, Check<string>>> = {
  IPv4: ofFamily(4),
  IPv6: canonicalIPv6,
  FQDN: must(isFullDomain, "a domain of at least two parts, such as db.example.com"),
};

const addressesOfType: Check<Fields> = (slice, report) => {
  const type = text(slice, "addressType");
  const check = Object.hasOwn(ADDRESSES, type) ? ADDRESSES[type] : undefined;
  list(slice, "endpoints").forEach((endpoint, index) => {
    if (check && has(endpoint, "addresses"))
      eachText(check)(texts(endpoint, "addresses"), within(report, "endpoints", index, "addresses"));
  });
};

/** A port without a name has an empty one. */
const portNames: Check<readonly (Fields | null)[]> = (ports, report) =>
  unique<Fields | null>(
    (port) => (isUnknown(port?.["name"]) ? undefined : text(port ?? {}, "name")),
    "the names of an EndpointSlice's ports",
    (index) => [index, "name"],
  )(ports, report);

const uniqueNames = unique<Fields | null>(
  (item) => (isUnknown(item?.["name"]) ? undefined : text(item ?? {}, "name")),
  "hints",
  (index) => [index, "name"],
);

export const endpointsRules: RuleTable = {
  "core/v1.EndpointSubset": { mirrors: "validateEndpointSubsets", whole: [someAddress, namesOfSeveral] },
  "core/v1.EndpointAddress": {
    mirrors: "validateEndpointAddress",
    fields: { ip: endpointAddress, hostname: unlessEmpty(dnsLabel), nodeName: dnsSubdomain },
  },
  "core/v1.EndpointPort": {
    mirrors: "validateEndpointPort",
    fields: { name: unlessEmpty(dnsLabel), port: portNumber, appProtocol: qualifiedName },
  },
  "discovery.k8s.io/v1.EndpointSlice": {
    mirrors: "ValidateEndpointSlice",
    fields: { endpoints: atMostItems(1000), ports: all(atMostItems(20000), portNames) },
    whole: [addressesOfType],
  },
  "discovery.k8s.io/v1.Endpoint": {
    mirrors: "validateEndpoints",
    fields: {
      addresses: all(
        atMostItems(100),
        unique<string>((address) => address, "the addresses of an endpoint"),
      ),
      hostname: dnsLabel,
      nodeName: dnsSubdomain,
    },
  },
  "discovery.k8s.io/v1.EndpointPort": {
    mirrors: "validatePorts",
    fields: {
      name: unlessEmpty(dnsLabel),
      protocol: oneOf("TCP", "UDP", "SCTP"),
      appProtocol: qualifiedName,
    },
  },
  "discovery.k8s.io/v1.EndpointHints": {
    mirrors: "validateHints",
    fields: { forZones: all(atMostItems(8), uniqueNames), forNodes: all(atMostItems(8), uniqueNames) },
  },
  "discovery.k8s.io/v1.ForZone": { mirrors: "validateHints", fields: { name: labelValue } },
  "discovery.k8s.io/v1.ForNode": { mirrors: "validateHints", fields: { name: dnsSubdomain } },
};
