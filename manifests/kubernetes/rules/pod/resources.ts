/** Source: pkg/apis/core/validation/validation.go, validateResourceRequirements. */
import { dnsLabel } from "../../formats/names.ts";
import { compareQuantities, quantityOf, signOf, type Quantity } from "../../formats/quantity.ts";
import {
  canOvercommit,
  isContainerResource,
  isExtended,
  isHugePages,
  isPodResource,
  pageSizeOf,
  roundedUp,
} from "../../formats/resources.ts";
import {
  all,
  eachKey,
  forbidden,
  has,
  invalid,
  isUnknown,
  list,
  map,
  must,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type Report,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { containersOf } from "./visit.ts";

const containerResource = must(
  isContainerResource,
  "cpu, memory, ephemeral-storage, hugepages-<size> or a name with a prefix, such as example.com/gpu",
);

const podResource = must(isPodResource, "cpu, memory or hugepages-<size>");

const named =
  (name: Check<string>): Check<Fields> =>
  (resources, report) => {
    for (const field of ["limits", "requests"])
      if (has(resources, field)) eachKey(name)(map(resources, field)!, within(report, field));
  };

/** Of a pod's own `resources`. */
export const podResourceNames = named(podResource);

const quantitiesOf = (resources: Fields, field: string): [string, Quantity][] =>
  Object.entries(map(resources, field) ?? {}).flatMap(([name, written]) => {
    const quantity = quantityOf(written);
    return quantity ? [[name, quantity] as [string, Quantity]] : [];
  });

/** One amount of one resource. */
function amount(name: string, quantity: Quantity, report: Report): void {
  if (signOf(quantity) < 0) report([], invalid("It is less than 0. Write how much is needed."));
  if (isExtended(name) && roundedUp(quantity, 3) % 1000n !== 0n)
    report([], invalid(`\`${name}\` is counted in whole numbers.`, "a whole number"));
  if (isHugePages(name) && !isWholePages(name, quantity))
    report([], invalid(`It is not a multiple of the page size in the name \`${name}\`.`));
}

function isWholePages(name: string, quantity: Quantity): boolean {
  const page = pageSizeOf(name);
  if (!page || signOf(page) <= 0 || roundedUp(page, 3) % 1000n !== 0n) return false;
  return roundedUp(quantity, 0) % roundedUp(page, 0) === 0n;
}

const amounts: Check<Fields> = (resources, report) => {
  for (const field of ["limits", "requests"])
    for (const [name, quantity] of quantitiesOf(resources, field))
      amount(name, quantity, within(report, field, name));
};

const requestsWithinLimits: Check<Fields> = (resources, report) => {
  const limits = map(resources, "limits");
  for (const [name, request] of quantitiesOf(resources, "requests")) {
    // A limit of null is one of 0.
    const written = limits?.[name] === null ? "0" : (limits?.[name] as string | number | undefined);
    const limit = quantityOf(written);
    const difference = limit && compareQuantities(request, limit);
    if (isUnknown(written)) continue;
    if (difference === undefined) {
      if (!canOvercommit(name))
        report(["limits"], required(`\`${name}\` needs a limit that equals its request. Add it.`));
    } else if (difference !== 0 && !canOvercommit(name))
      report(["requests", name], invalid(`It must equal the limit, which is ${String(written)}.`));
    else if (difference > 0)
      report(
        ["requests", name],
        invalid(`It is more than the limit, which is ${String(written)}. Lower it.`),
      );
  }
};

/** Of `resources`, where `others` are there as well. */
export const hugePagesNeedMore =
  (others: readonly string[] = []) =>
  (resources: Fields, report: Report): void => {
    const own = ["limits", "requests"].flatMap((field) => Object.keys(map(resources, field) ?? {}));
    const names = [...own, ...others];
    if (names.some(isHugePages) && !names.includes("cpu") && !names.includes("memory"))
      report([], forbidden("Huge pages need cpu or memory besides. Add one of them."));
  };

/** Of a container's `resources`. */
export const containerResources: Check<Fields> = all(named(containerResource), hugePagesNeedMore());

/** Of a pod's `overhead`, which is checked as limits are. */
export const overhead: Check<Fields> = (limits, report) => {
  eachKey(containerResource)(limits, report);
  hugePagesNeedMore()({ limits }, report);
  for (const [name, quantity] of quantitiesOf({ limits }, "limits"))
    amount(name, quantity, within(report, name));
};

/** Of a pod's spec: the claims that containers use are the pod's. */
export const claimsAreThere: Check<Fields> = (spec, report) => {
  const names = list(spec, "resourceClaims").map((claim) => text(claim, "name"));
  if (names.some(isUnknown)) return;
  for (const { container, at } of containersOf(spec))
    list(map(container, "resources"), "claims").forEach((claim, index) => {
      const name = text(claim, "name");
      if (isUnknown(name) || names.includes(name)) return;
      within(report, ...at)(["resources", "claims", index, "name"], {
        code: "value-not-found",
        detail: `The pod has no resource claim \`${name}\`. Add it to \`resourceClaims\`.`,
      });
    });
};

export const resourceRules: RuleTable = {
  "core/v1.ResourceRequirements": {
    mirrors: "validateResourceRequirements, ValidateResourceQuantityValue, validateResourceClaimNames",
    fields: { claims: unique((claim: Fields) => text(claim, "name"), "the names of claims") },
    whole: [amounts, requestsWithinLimits],
  },
  "core/v1.ResourceClaim": {
    mirrors: "validateResourceClaimNames",
    fields: { request: unlessEmpty(dnsLabel) },
  },
};
