/** What a Service of one type has, and another has not. Source: validateService, validateServiceExternalTrafficPolicy. */
import { dnsSubdomain } from "../../formats/names.ts";
import {
  forbidden,
  invalid,
  isUnknown,
  list,
  number,
  required,
  text,
  within,
  type Check,
  type Fields,
} from "../rule.ts";
import { isNodePort, OUT_OF_RANGE } from "./ports.ts";
import { clusterIPAt, isHeadless, typeOf } from "./type.ts";
import { isFilled } from "../values.ts";

const ONLY_FOR_LOAD_BALANCERS = [
  "allocateLoadBalancerNodePorts",
  "loadBalancerClass",
  "loadBalancerSourceRanges",
];
const NOT_FOR_EXTERNAL_NAMES = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"];

export const fieldsOfType: Check<Fields> = (spec, report) => {
  const type = typeOf(spec);
  const refuse = (fields: string[], detail: string) => {
    for (const field of fields) if (isFilled(spec, field)) report([field], forbidden(detail));
  };
  if (type === undefined) return;
  if (type !== "LoadBalancer")
    refuse(
      ONLY_FOR_LOAD_BALANCERS,
      "Only a Service of the type LoadBalancer has it. Remove it, or change the type.",
    );
  if (type === "ExternalName")
    refuse(
      NOT_FOR_EXTERNAL_NAMES,
      "A Service of the type ExternalName has no address of its own. Remove it.",
    );
};

export const headlessType: Check<Fields> = (spec, report) => {
  const type = typeOf(spec);
  if (isHeadless(spec) && (type === "NodePort" || type === "LoadBalancer"))
    report(
      clusterIPAt(spec, 0),
      invalid(`A Service of the type ${type} cannot be headless. Remove \`None\`.`),
    );
};

export const externalName: Check<Fields> = (spec, report) => {
  const name = text(spec, "externalName");
  if (typeOf(spec) !== "ExternalName" || isUnknown(name)) return;
  const bare = name.replace(/\.$/, "");
  if (bare === "")
    report(
      ["externalName"],
      required("A Service of the type ExternalName needs the name that it leads to. Add it."),
    );
  else dnsSubdomain(bare, within(report, "externalName"));
};

/** ExternallyAccessible. */
const isReachable = (type: string, spec: Fields) =>
  type === "LoadBalancer" || type === "NodePort" || (type === "ClusterIP" && isFilled(spec, "externalIPs"));

export const externalTraffic: Check<Fields> = (spec, report) => {
  const type = typeOf(spec);
  if (type === undefined || !isFilled(spec, "externalTrafficPolicy") || isReachable(type, spec)) return;
  report(
    ["externalTrafficPolicy"],
    invalid(
      "Nothing outside the cluster reaches this Service. Remove it, or set the type to NodePort or LoadBalancer.",
    ),
  );
};

export const healthCheck: Check<Fields> = (spec, report) => {
  const type = typeOf(spec);
  const policy = text(spec, "externalTrafficPolicy");
  const port = number(spec, "healthCheckNodePort") ?? 0;
  if (port === 0 || type === undefined || isUnknown(policy)) return;
  const here = within(report, "healthCheckNodePort");
  if (type !== "LoadBalancer" || policy !== "Local")
    here([], invalid("Only a LoadBalancer with the externalTrafficPolicy Local has it. Remove it."));
  else if (!isNodePort(port)) here([], OUT_OF_RANGE);
  else if (list(spec, "ports").some((each) => number(each, "nodePort") === port))
    here([], invalid(`${port} is the nodePort of a port already. Choose another one.`));
};
