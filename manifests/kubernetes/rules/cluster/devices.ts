/** Source: pkg/apis/resource/validation, ValidateDeviceClass, ValidateResourceClaim, ValidateResourceClaimTemplate. */
import { dnsLabel, dnsSubdomain, isDnsSubdomain, labelValue, qualifiedName } from "../../formats/names.ts";
import { isExtended } from "../../formats/resources.ts";
import { mostItems } from "../most-items.ts";
import { exactlyOne } from "../one-of-fields.ts";
import { csiDriver } from "../pod/volume-sources.ts";
import { labelsOnly } from "../pod/volumes.ts";
import {
  all,
  has,
  invalid,
  isUnknown,
  judge,
  list,
  must,
  number,
  oneOf,
  quote,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
  type TypeRules,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { texts } from "../values.ts";

const MANY = 32;
const SUB_REQUESTS_MAX = 8;
const ID_MAX = 32;
const DOMAIN_MAX = 63;

const isIdentifier = (text: string) => text.length <= ID_MAX && /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
const isDomain = (text: string) => text.length <= DOMAIN_MAX && isDnsSubdomain(text.toLowerCase());

/** validateQualifiedName: a third part is not looked at. */
export const isDeviceName = (name: string): boolean => {
  const parts = name.split("/");
  if (parts.length > 2) return true;
  return isIdentifier(parts.at(-1)!) && (parts.length === 1 || isDomain(parts[0]!));
};

const fullName = must(
  (name: string) => name.includes("/") && isDeviceName(name),
  "a domain and a name of letters, digits and `_`, such as gpu.example.com/numa",
);

const names = (what: string): Check<readonly (Fields | null)[]> =>
  unique((item: Fields | null) => text(item ?? {}, "name"), what);

/** The requests that a claim has, with those that stand in for one another. */
const requestNames = (claim: Fields): string[] =>
  list(claim, "requests").flatMap((request) => [
    text(request, "name"),
    ...list(request, "firstAvailable").map((sub) => `${text(request, "name")}/${text(sub, "name")}`),
  ]);

const requestsAreThere: Check<Fields> = (claim, report) => {
  const known = requestNames(claim);
  if (known.some(isUnknown)) return;
  for (const field of ["constraints", "config"])
    list(claim, field).forEach((item, index) =>
      texts(item, "requests").forEach((name, at) => {
        if (!known.includes(name) && !isUnknown(name))
          report(
            [field, index, "requests", at],
            invalid(`The claim has no request ${quote(name)}. Add it, or name another.`),
          );
      }),
    );
};

const requestReferences = all(
  mostItems(MANY, "requests"),
  unique((name: string | null) => name ?? "", "requests"),
);

const count: Check<Fields> = (request, report) => {
  const [mode, amount] = [text(request, "allocationMode"), number(request, "count") ?? 0];
  if (mode === "All" && amount !== 0) report(["count"], invalid("`All` takes all of them. Remove it."));
  if ((mode === "" || mode === "ExactCount") && amount < 0)
    report(["count"], invalid("It must be at least 1."));
};

const request: TypeRules = {
  mirrors: "validateExactDeviceRequest, validateDeviceSubRequest",
  fields: {
    name: unlessEmpty(dnsLabel),
    deviceClassName: unlessEmpty(dnsSubdomain),
    selectors: mostItems(MANY, "selectors"),
  },
  whole: [count],
};

/** validateDeviceToleration. The default of the operator is `Equal`. */
const toleration: Check<Fields> = (toleration, report) => {
  const [operator, value] = [text(toleration, "operator"), text(toleration, "value")];
  if (operator === "Exists" && value !== "" && !isUnknown(value))
    report(["value"], invalid("`Exists` takes no value. Remove it, or use `Equal`."));
  if (operator === "Equal" || operator === "") judge(labelValue, value, within(report, "value"));
};

const needsOpaque: Check<Fields> = (config, report) => {
  if (!has(config, "opaque")) report(["opaque"], required("It says what the driver is told. Add it."));
};

const oneRequest: Check<Fields> = (request, report) => {
  const hasSubs = list(request, "firstAvailable").length > 0;
  exactlyOne(["exactly", "firstAvailable"], "what is requested")(
    hasSubs ? request : { ...request, firstAvailable: undefined },
    report,
  );
};

const someAttribute: Check<Fields> = (constraint, report) => {
  if (!has(constraint, "matchAttribute") && !has(constraint, "distinctAttribute"))
    report([], required("Say what is compared. Add `matchAttribute` or `distinctAttribute`."));
};

const configs = mostItems(MANY, "configurations");

export const deviceRules: RuleTable = {
  "resource.k8s.io/v1.DeviceClassSpec": {
    mirrors: "validateDeviceClassSpec",
    fields: {
      selectors: mostItems(MANY, "selectors"),
      config: configs,
      extendedResourceName: must(isExtended, "a name with a domain of your own, such as example.com/gpu"),
    },
  },
  "resource.k8s.io/v1.DeviceClassConfiguration": {
    mirrors: "validateDeviceConfiguration",
    whole: [needsOpaque],
  },
  "resource.k8s.io/v1.DeviceSelector": {
    mirrors: "validateSelector",
    whole: [
      (selector, report) => {
        if (!has(selector, "cel")) report(["cel"], required("A selector needs an expression. Add it."));
      },
    ],
  },
  "resource.k8s.io/v1.OpaqueDeviceConfiguration": {
    mirrors: "validateOpaqueConfiguration",
    fields: { driver: csiDriver },
  },
  "resource.k8s.io/v1.ResourceClaimTemplateSpec": {
    mirrors: "validateResourceClaimTemplateSpec",
    fields: { metadata: labelsOnly },
  },
  "resource.k8s.io/v1.DeviceClaim": {
    mirrors: "validateDeviceClaim",
    fields: {
      requests: all(mostItems(MANY, "requests"), names("the names of requests")),
      constraints: mostItems(MANY, "constraints"),
      config: configs,
    },
    whole: [requestsAreThere],
  },
  "resource.k8s.io/v1.DeviceRequest": {
    mirrors: "validateDeviceRequest",
    fields: {
      name: unlessEmpty(dnsLabel),
      firstAvailable: all(mostItems(SUB_REQUESTS_MAX, "requests"), names("the names of requests")),
    },
    whole: [oneRequest],
  },
  "resource.k8s.io/v1.ExactDeviceRequest": request,
  "resource.k8s.io/v1.DeviceSubRequest": request,
  "resource.k8s.io/v1.DeviceToleration": {
    mirrors: "validateDeviceToleration",
    fields: { key: unlessEmpty(qualifiedName), operator: unlessEmpty(oneOf("Equal", "Exists")) },
    whole: [toleration],
  },
  "resource.k8s.io/v1.DeviceConstraint": {
    mirrors: "validateDeviceConstraint",
    fields: { requests: requestReferences, matchAttribute: fullName, distinctAttribute: fullName },
    whole: [someAttribute],
  },
  "resource.k8s.io/v1.DeviceClaimConfiguration": {
    mirrors: "validateDeviceClaimConfiguration",
    fields: { requests: requestReferences },
    whole: [needsOpaque],
  },
};
