/** Source: pkg/apis/networking/validation, ValidateNetworkPolicySpec. */
import { liesWithin, network, parseNetwork } from "../formats/addresses.ts";
import { portNumber, portNumberOrName } from "../formats/ports.ts";
import {
  all,
  forbidden,
  has,
  isUnknown,
  invalid,
  number,
  oneOf,
  required,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "./rule.ts";
import { eachText } from "./values.ts";

const twoTypes: Check<readonly string[]> = (types, report) => {
  if (types.length > 2) report([], invalid("There are two types, Ingress and Egress. Remove the others."));
};

const peer: Check<Fields> = (given, report) => {
  const isSelecting = has(given, "podSelector") || has(given, "namespaceSelector");
  if (!isSelecting && !has(given, "ipBlock"))
    report(
      [],
      required("A peer needs a podSelector, a namespaceSelector or an ipBlock. Add one, or remove the peer."),
    );
  if (isSelecting && has(given, "ipBlock"))
    report([], forbidden("An ipBlock stands alone. Make a peer of its own from it."));
};

const portRange: Check<Fields> = (given, report) => {
  const end = number(given, "endPort");
  const port = given["port"];
  if (end === undefined || isUnknown(port)) return;
  const here = within(report, "endPort");
  if (typeof port !== "number")
    return here([], invalid("endPort needs a number as port. Set it, or remove endPort."));
  if (end < port)
    here([], invalid(`It is less than port, which is ${port}.`, `a port from ${port} to 65535`));
  else portNumber(end, here);
};

/** Exceptions must be smaller than the network, and in it. */
const exceptions: Check<Fields> = (block, report) => {
  const outer = parseNetwork(String(block["cidr"]));
  ((block["except"] as (string | null)[] | null) ?? []).forEach((each, index) => {
    const inner = parseNetwork(each ?? "");
    if (outer && inner && !liesWithin(inner, outer))
      report(
        ["except", index],
        invalid(`It is no smaller part of ${String(block["cidr"])}, from which it is excepted.`),
      );
  });
};

export const networkPolicyRules: RuleTable = {
  "networking.k8s.io/v1.NetworkPolicySpec": {
    mirrors: "ValidateNetworkPolicySpec",
    fields: { policyTypes: all(eachText(oneOf("Ingress", "Egress")), twoTypes) },
  },
  "networking.k8s.io/v1.NetworkPolicyPeer": { mirrors: "ValidateNetworkPolicyPeer", whole: [peer] },
  "networking.k8s.io/v1.NetworkPolicyPort": {
    mirrors: "ValidateNetworkPolicyPort",
    fields: { port: portNumberOrName, protocol: oneOf("TCP", "UDP", "SCTP") },
    whole: [portRange],
  },
  "networking.k8s.io/v1.IPBlock": {
    mirrors: "ValidateIPBlock",
    fields: { cidr: network, except: eachText(network) },
    whole: [exceptions],
  },
};
