/** Source: k8s.io/kube-aggregator, pkg/apis/apiregistration/validation, ValidateAPIService. */
import { dns1035Label, dnsSubdomain } from "../../formats/names.ts";
import { portNumber } from "../../formats/ports.ts";
import {
  between,
  has,
  invalid,
  isUnknown,
  map,
  required,
  text,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import { unlessEmpty } from "../unless-empty.ts";

const nameFits: Check<Fields> = (service, report) => {
  const spec = map(service, "spec");
  const name = text(map(service, "metadata"), "name");
  const wanted = `${text(spec, "version")}.${text(spec, "group")}`;
  if (spec && name !== "" && name !== wanted && ![name, wanted].some(isUnknown))
    report(["metadata", "name"], invalid(`It must be the version and the group: \`${wanted}\`.`, wanted));
};

const groupAndVersion: Check<Fields> = (spec, report) => {
  const version = text(spec, "version");
  if (version === "") report(["version"], required("The version is missing. Add it, such as v1."));
  if (text(spec, "group") === "" && version !== "v1" && !isUnknown(version))
    report(["group"], required("Only v1 of Kubernetes itself has no group. Add it."));
};

const isFilled = (value: unknown) => typeof value === "string" && value !== "" && !isUnknown(value);

const trust: Check<Fields> = (spec, report) => {
  const isInsecure = spec["insecureSkipTLSVerify"] === true;
  const hasBundle = isFilled(spec["caBundle"]);
  if (!has(spec, "service")) {
    if (hasBundle) report(["caBundle"], invalid("It is for a `service`. Remove it, or add one."));
    if (isInsecure)
      report(["insecureSkipTLSVerify"], invalid("It is for a `service`. Remove it, or add one."));
  } else if (isInsecure && hasBundle)
    report(["insecureSkipTLSVerify"], invalid("With a `caBundle` it must not be true. Remove one of them."));
};

const reachable: Check<Fields> = (service, report) => {
  for (const field of ["name", "namespace"])
    if (text(service, field) === "")
      report([field], required(`The ${field} of the Service is missing. Add it.`));
};

export const apiServiceRules: RuleTable = {
  "apiregistration.k8s.io/v1.APIService": {
    mirrors: "ValidateAPIService",
    whole: [specRequired, nameFits],
  },
  "apiregistration.k8s.io/v1.APIServiceSpec": {
    mirrors: "ValidateAPIService",
    fields: {
      group: unlessEmpty(dnsSubdomain),
      version: unlessEmpty(dns1035Label),
      groupPriorityMinimum: between(1, 20_000),
      versionPriority: between(1, 1000),
    },
    whole: [groupAndVersion, trust],
  },
  "apiregistration.k8s.io/v1.ServiceReference": {
    mirrors: "ValidateAPIService",
    fields: { port: portNumber },
    whole: [reachable],
  },
};
