/** Source: pkg/apis/core/validation/validation.go, ValidateService and what it calls. */
import { endpointAddress, network } from "../formats/addresses.ts";
import { dnsLabel, qualifiedName } from "../formats/names.ts";
import { portNumber, portNumberOrName } from "../formats/ports.ts";
import { labels } from "./metadata.ts";
import {
  all,
  between,
  forbidden,
  invalid,
  isUnknown,
  map,
  number,
  oneOf,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "./rule.ts";
import { clusterAddresses } from "./service/addresses.ts";
import { externalName, externalTraffic, fieldsOfType, headlessType, healthCheck } from "./service/by-type.ts";
import { hasPorts, nodePorts, portNames, portNumbers } from "./service/ports.ts";
import { typeOf } from "./service/type.ts";
import { unlessEmpty } from "./unless-empty.ts";
import { eachText, isFilled } from "./values.ts";

const SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
const TOPOLOGY_HINTS = "service.kubernetes.io/topology-aware-hints";
const TOPOLOGY_MODE = "service.kubernetes.io/topology-mode";
const LONGEST_AFFINITY = 86400;

/** Blanks around it do not count. */
const trimmedNetwork: Check<string> = (range, report) => network(range.trim(), report);

const annotationsOf = (service: Fields) => map(map(service, "metadata"), "annotations") ?? {};

/** What the field for it was, before there was one. */
const sourceRanges: Check<Fields> = (service, report) => {
  const spec = map(service, "spec") ?? {};
  const ranges = annotationsOf(service)[SOURCE_RANGES];
  if (typeof ranges !== "string" || isUnknown(ranges) || isFilled(spec, "loadBalancerSourceRanges")) return;
  const here = within(report, "metadata", "annotations", SOURCE_RANGES);
  const type = typeOf(spec);
  if (type !== undefined && type !== "LoadBalancer")
    here([], forbidden("Only a Service of the type LoadBalancer has it. Remove it, or change the type."));
  if (ranges.trim() !== "") for (const range of ranges.split(",")) trimmedNetwork(range, here);
};

const topology: Check<Fields> = (service, report) => {
  const { [TOPOLOGY_HINTS]: hints, [TOPOLOGY_MODE]: mode } = annotationsOf(service);
  if (typeof hints !== "string" || typeof mode !== "string" || hints === mode) return;
  if (!isUnknown(hints) && !isUnknown(mode))
    report(
      ["metadata", "annotations", TOPOLOGY_MODE],
      invalid(`It differs from \`${TOPOLOGY_HINTS}\`, its older name. Remove that one.`),
    );
};

const hasSpec: Check<Fields> = (service, report) => {
  if (!map(service, "spec"))
    report(["spec"], required("A Service needs a spec with at least one port. Add it."));
};

/** Without a number the default takes the place of all of it. */
const affinity: Check<Fields> = (spec, report) => {
  const seconds = number(map(map(spec, "sessionAffinityConfig"), "clientIP"), "timeoutSeconds");
  if (text(spec, "sessionAffinity") === "ClientIP" && seconds !== undefined)
    between(1, LONGEST_AFFINITY)(
      seconds,
      within(report, "sessionAffinityConfig", "clientIP", "timeoutSeconds"),
    );
};

export const serviceRules: RuleTable = {
  "core/v1.Service": { mirrors: "ValidateServiceCreate", whole: [hasSpec, sourceRanges, topology] },
  "core/v1.ServiceSpec": {
    mirrors: "validateService",
    fields: {
      selector: labels,
      externalIPs: eachText(endpointAddress),
      loadBalancerSourceRanges: eachText(trimmedNetwork),
      loadBalancerClass: qualifiedName,
      ipFamilies: all(
        eachText(oneOf("IPv4", "IPv6")),
        unique<string>((family) => family, "families"),
      ),
      ipFamilyPolicy: oneOf("SingleStack", "PreferDualStack", "RequireDualStack"),
      internalTrafficPolicy: oneOf("Cluster", "Local"),
      trafficDistribution: oneOf("PreferClose", "PreferSameZone", "PreferSameNode"),
    },
    whole: [
      hasPorts,
      portNames,
      portNumbers,
      nodePorts,
      fieldsOfType,
      headlessType,
      clusterAddresses,
      externalName,
      externalTraffic,
      healthCheck,
      affinity,
    ],
  },
  "core/v1.ServicePort": {
    mirrors: "validateServicePort",
    fields: {
      name: unlessEmpty(dnsLabel),
      port: portNumber,
      // The default of no number and no name is the port's own number.
      targetPort: (port: number | string, report) => {
        if (port !== 0 && port !== "") portNumberOrName(port, report);
      },
      appProtocol: qualifiedName,
    },
  },
};
