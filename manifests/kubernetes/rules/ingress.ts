/** Source: pkg/apis/networking/validation, ValidateIngressCreate. */
import {
  dnsLabel,
  dnsSubdomain,
  isDnsSubdomain,
  isWildcardSubdomain,
  pathSegment,
  portName,
} from "../formats/names.ts";
import { portNumber } from "../formats/ports.ts";
import {
  has,
  isUnknown,
  invalid,
  judge,
  list,
  map,
  must,
  number,
  required,
  text,
  within,
  type Check,
  type Fields,
  type Report,
  type RuleTable,
} from "./rule.ts";
import { unlessEmpty } from "./unless-empty.ts";
import { eachText, isFilled } from "./values.ts";

const CLASS_ANNOTATION = "kubernetes.io/ingress.class";

const someBackend: Check<Fields> = (ingress, report) => {
  const spec = map(ingress, "spec");
  if (list(spec, "rules").length === 0 && !has(spec, "defaultBackend"))
    report(["spec"], invalid("An Ingress needs rules or a defaultBackend. Add one of them."));
};

const oneClass: Check<Fields> = (ingress, report) => {
  const old = map(map(ingress, "metadata"), "annotations")?.[CLASS_ANNOTATION];
  const name = map(ingress, "spec")?.["ingressClassName"];
  if (typeof old !== "string" || typeof name !== "string" || old === name) return;
  if (!isUnknown(old) && !isUnknown(name))
    report(
      ["metadata", "annotations", CLASS_ANNOTATION],
      invalid("It differs from spec.ingressClassName, which takes its place. Remove it."),
    );
};

/** As Go reads it, which takes leading zeros. */
const isIPv4 = (host: string) =>
  /^\d+(\.\d+){3}$/.test(host) && host.split(".").every((part) => Number(part) < 256);

const ruleHost: Check<string> = (host, report) => {
  if (isIPv4(host))
    report([], invalid("It is an address, and must be a DNS name. Leave it out to match any host."));
  else domain(host, report);
};

const domain: Check<string> = must(
  (host: string) => (host.includes("*") ? isWildcardSubdomain(host) : isDnsSubdomain(host)),
  "a DNS name in lower case without scheme, port and path, such as shop.example.com or *.example.com",
);

const FORBIDDEN_IN_PATHS = ["//", "/./", "/../", "%2f", "%2F"];
const FORBIDDEN_AT_THE_END = ["/..", "/."];

const path: Check<Fields> = (rule, report) => {
  const given = text(rule, "path");
  const type = text(rule, "pathType");
  if (isUnknown(rule["path"]) || isUnknown(rule["pathType"])) return;
  const isFree = type === "ImplementationSpecific";
  if (isFree && given === "") return;
  const here = within(report, "path");
  if (!given.startsWith("/")) here([], invalid("A path must begin with `/`.", "a path such as /"));
  if (isFree) return;
  const wrong =
    FORBIDDEN_IN_PATHS.find((each) => given.includes(each)) ??
    FORBIDDEN_AT_THE_END.find((each) => given.endsWith(each));
  if (wrong !== undefined)
    here([], invalid(`A path of the pathType ${type} must not contain \`${wrong}\` there.`));
};

const backend: Check<Fields> = (given, report) => {
  const service = map(given, "service");
  if (service && has(given, "resource"))
    report([], invalid("A backend is a service or a resource, not both. Remove one."));
  else if (service) servicePort(service, report);
  else if (has(given, "resource")) resource(map(given, "resource")!, within(report, "resource"));
  else report([], invalid("A backend needs a service or a resource. Add one."));
};

const RESOURCE: Readonly<Record<string, Check<string>>> = {
  apiGroup: dnsSubdomain,
  kind: pathSegment,
  name: pathSegment,
};

/** The same type stands elsewhere, too, where other rules hold. */
function resource(reference: Fields, report: Report): void {
  for (const [field, check] of Object.entries(RESOURCE))
    judge(check, reference[field], within(report, field));
}

function servicePort(service: Fields, report: Report): void {
  const port = map(service, "port");
  const hasName = text(port, "name") !== "";
  const hasNumber = (number(port, "number") ?? 0) !== 0;
  if (hasNumber && isFilled(port, "name"))
    report([], invalid("The port of a service has a name or a number, not both. Remove one."));
  if (!hasName && !hasNumber)
    report([], required("The service of a backend needs port.number or port.name. Add one."));
}

export const ingressRules: RuleTable = {
  "networking.k8s.io/v1.Ingress": { mirrors: "ValidateIngressCreate", whole: [someBackend, oneClass] },
  "networking.k8s.io/v1.IngressSpec": {
    mirrors: "ValidateIngressSpec",
    fields: { ingressClassName: dnsSubdomain },
  },
  "networking.k8s.io/v1.IngressRule": {
    mirrors: "validateIngressRules",
    fields: { host: unlessEmpty(ruleHost) },
  },
  "networking.k8s.io/v1.IngressTLS": {
    mirrors: "validateIngressTLS",
    fields: { hosts: eachText(domain), secretName: unlessEmpty(dnsSubdomain) },
  },
  "networking.k8s.io/v1.HTTPIngressPath": { mirrors: "validateHTTPIngressPath", whole: [path] },
  "networking.k8s.io/v1.IngressBackend": { mirrors: "validateIngressBackend", whole: [backend] },
  "networking.k8s.io/v1.IngressServiceBackend": {
    mirrors: "validateIngressBackend",
    fields: { name: dnsLabel },
  },
  "networking.k8s.io/v1.ServiceBackendPort": {
    mirrors: "validateIngressBackend",
    fields: {
      name: unlessEmpty(portName),
      number: (port: number, report) => {
        if (port !== 0) portNumber(port, report);
      },
    },
  },
};
