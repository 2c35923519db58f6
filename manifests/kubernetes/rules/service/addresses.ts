/** Source: ValidateServiceClusterIPsRelatedFields, and initIPFamilyFields of pkg/registry/core/service/storage/alloc.go. */
import { ipAddress, parseAddress } from "../../formats/addresses.ts";
import { has, invalid, isUnknown, text, within, type Check, type Fields } from "../rule.ts";
import { clusterIPAt, clusterIPsOf, isHeadless, typeOf } from "./type.ts";
import { texts } from "../values.ts";

/** What the fields of addresses have to do with each other. */
export const clusterAddresses: Check<Fields> = (spec, report) => {
  if (typeOf(spec) === "ExternalName") return;
  for (const check of [bothFields, eachAddress, oneOfEachFamily, familiesOfAddresses, policy])
    check(spec, report);
};

const bothFields: Check<Fields> = (spec, report) => {
  const one = text(spec, "clusterIP");
  const [first, ...others] = texts(spec, "clusterIPs");
  if (first === undefined || isUnknown(one) || isUnknown(first)) return;
  if (one === "")
    report(["clusterIPs"], invalid("clusterIPs needs clusterIP beside it, with the first of them. Add it."));
  else if (first !== one)
    report(["clusterIPs"], invalid(`The first of clusterIPs must be clusterIP, which is ${one}.`));
  if (others.length > 1)
    report(["clusterIPs"], invalid("A Service has at most two addresses. Remove the others."));
};

const eachAddress: Check<Fields> = (spec, report) => {
  const addresses = clusterIPsOf(spec);
  addresses.forEach((address, index) => {
    if (isUnknown(address)) return;
    if (index > 0 || address !== "None") ipAddress(address, within(report, ...clusterIPAt(spec, index)));
    else if (addresses.length > 1)
      report(["clusterIPs"], invalid("None must be alone. Remove it or the other ones."));
  });
};

const familyOf = (address: string) => {
  const family = parseAddress(address)?.family;
  return family && `IPv${family}`;
};

const oneOfEachFamily: Check<Fields> = (spec, report) => {
  const families = clusterIPsOf(spec).map(familyOf);
  if (families.length === 2 && families[0] !== undefined && families[0] === families[1])
    report(["clusterIPs"], invalid("Two addresses must be one of IPv4 and one of IPv6. Remove one."));
};

const familiesOfAddresses: Check<Fields> = (spec, report) => {
  const families = texts(spec, "ipFamilies");
  clusterIPsOf(spec).forEach((address, index) => {
    const wanted = families[index];
    const family = familyOf(address);
    if (family === undefined || wanted === undefined || isUnknown(wanted) || family === wanted) return;
    report(
      clusterIPAt(spec, index),
      invalid(`It is an address of ${family}, and ipFamilies[${index}] says ${wanted}. Make them fit.`),
    );
  });
};

const policy: Check<Fields> = (spec, report) => {
  const isBoth = clusterIPsOf(spec).length === 2 || texts(spec, "ipFamilies").length === 2;
  if (isBoth && isSingleStack(spec))
    report(
      ["ipFamilyPolicy"],
      invalid(
        "With two families it must be PreferDualStack or RequireDualStack.",
        "PreferDualStack or RequireDualStack",
      ),
    );
};

/** Its default is that, unless others than Kubernetes say where a headless Service leads. */
function isSingleStack(spec: Fields): boolean {
  if (has(spec, "ipFamilyPolicy")) return text(spec, "ipFamilyPolicy") === "SingleStack";
  const isSelecting = Object.keys((spec["selector"] as Fields | null) ?? {}).length > 0;
  return (!isHeadless(spec) && !clusterIPsOf(spec).some(isUnknown)) || isSelecting;
}
