/** Source: pkg/apis/networking/validation, ValidateIngressClass. */
import { atMost, dnsLabel, dnsSubdomain, isDnsSubdomain, pathSegment } from "../formats/names.ts";
import {
  all,
  forbidden,
  has,
  map,
  must,
  oneOf,
  required,
  text,
  type Check,
  type Fields,
  type RuleTable,
} from "./rule.ts";
import { unlessEmpty } from "./unless-empty.ts";
import { isFilled } from "./values.ts";

const CONTROLLER_MAX = 250;
const CONTROLLER_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

const controllerName: Check<string> = must((name: string) => {
  const slash = name.indexOf("/");
  return isDnsSubdomain(name.slice(0, Math.max(slash, 0))) && CONTROLLER_PATH.test(name.slice(slash + 1));
}, "a name with a prefix, such as example.com/ingress-controller");

const hasController: Check<Fields> = (ingressClass, report) => {
  if (text(map(ingressClass, "spec"), "controller") === "")
    report(["spec", "controller"], required("An IngressClass needs the name of its controller. Add it."));
};

const parametersNamespace: Check<Fields> = (parameters, report) => {
  const scope = text(parameters, "scope") || "Cluster";
  if (scope === "Namespace" && !has(parameters, "namespace"))
    report(["namespace"], required("Parameters with the scope Namespace need their namespace. Add it."));
  if (scope === "Cluster" && isFilled(parameters, "namespace"))
    report(
      ["namespace"],
      forbidden("Parameters with the scope Cluster have no namespace. Remove it, or set the scope."),
    );
};

export const ingressClassRules: RuleTable = {
  "networking.k8s.io/v1.IngressClass": { mirrors: "ValidateIngressClass", whole: [hasController] },
  "networking.k8s.io/v1.IngressClassSpec": {
    mirrors: "validateIngressClassSpec",
    fields: { controller: unlessEmpty(all(atMost(CONTROLLER_MAX), controllerName)) },
  },
  "networking.k8s.io/v1.IngressClassParametersReference": {
    mirrors: "validateIngressClassParametersReference",
    fields: {
      apiGroup: dnsSubdomain,
      kind: pathSegment,
      name: pathSegment,
      namespace: dnsLabel,
      scope: oneOf("Cluster", "Namespace"),
    },
    whole: [parametersNamespace],
  },
};
