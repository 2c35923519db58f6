/** Source: pkg/apis/core/validation/validation.go, validatePodResources; defaults of SetDefaults_Pod. */
import { compareQuantities, quantityOf, type Quantity } from "../../formats/quantity.ts";
import { isHugePages } from "../../formats/resources.ts";
import {
  forbidden,
  has,
  invalid,
  isUnknown,
  list,
  map,
  text,
  within,
  type Check,
  type Fields,
  type Report,
} from "../rule.ts";
import { hugePagesNeedMore, podResourceNames } from "./resources.ts";
import { isSidecar } from "./visit.ts";

type Amounts = Readonly<Record<string, Quantity>>;

/** Of a pod's spec: resources that all of its containers share. */
export const sharedResources: Check<Fields> = (spec, report) => {
  const resources = map(spec, "resources");
  if (!resources) return;
  const of = within(report, "resources");
  if (text(map(spec, "os"), "name") === "windows")
    return of([], forbidden("A pod of Windows has none. Remove them, or set them in its containers."));
  if (has(resources, "claims")) of(["claims"], forbidden("Set claims in the containers that use them."));
  podResourceNames(resources, of);
};

/**
 * Of a pod's spec: what containers ask for fits into what the pod has. In a Pod, but not in a template, limits without
 * requests have been made requests before.
 */
export const containersFit =
  ({ isPod }: { isPod: boolean }) =>
  (spec: Fields, report: Report): void => {
    const resources = map(spec, "resources");
    if (!resources) return;
    const limits = amountsIn(resources, "limits");
    const requested = total(spec, (container) => requestsOf(container, isPod));
    const allowed = { ...(isPod && limits), ...amountsIn(resources, "requests") };
    const of = within(report, "resources");
    // The limits of a Pod bring requests for whatever its containers request.
    hugePagesNeedMore(isPod && has(resources, "limits") ? Object.keys(requested) : [])(resources, of);
    exceeding(requested, allowed, (name) => {
      const field = has(map(resources, "requests"), name) ? "requests" : "limits";
      of([field, name], invalid("The containers together ask for more. Raise it, or lower theirs."));
    });
    const pages = total(spec, (container) => amountsIn(map(container, "resources"), "limits"), isHugePages);
    exceeding(pages, limits, (name) => {
      of(
        ["limits", name],
        invalid("The limits of the containers together are more. Raise it, or lower theirs."),
      );
    });
    list(spec, "containers").forEach((container, index) => {
      exceeding(amountsIn(map(container, "resources"), "limits"), limits, (name) => {
        report(
          ["containers", index, "resources", "limits", name],
          invalid("It is more than the limit of the whole pod. Lower it, or raise the other."),
        );
      });
    });
  };

/** Without those that a variable makes unknown. */
const amountsIn = (resources: Fields | undefined, field: string): Amounts =>
  Object.fromEntries(
    Object.entries(map(resources, field) ?? {}).flatMap(([name, written]) => {
      const quantity = isUnknown(written) ? undefined : quantityOf(written);
      return quantity ? [[name, quantity]] : [];
    }),
  );

function requestsOf(container: Fields, isPod: boolean): Amounts {
  const resources = map(container, "resources");
  const requests = amountsIn(resources, "requests");
  if (!isPod) return requests;
  const limits = Object.entries(amountsIn(resources, "limits"));
  return {
    ...Object.fromEntries(limits.filter(([name]) => !has(map(resources, "requests"), name))),
    ...requests,
  };
}

/** AggregateContainerRequests: sidecars run beside everything that follows them, other init containers one by one. */
function total(
  spec: Fields,
  of: (container: Fields) => Amounts,
  counts: (name: string) => boolean = () => true,
): Amounts {
  let beside: Amounts = {};
  let most: Amounts = {};
  for (const container of list(spec, "initContainers")) {
    const own = of(container);
    const during = combined(beside, own, sum);
    if (isSidecar({ container, at: [], isInit: true })) beside = during;
    most = combined(most, during, greater);
  }
  const running = list(spec, "containers").reduce<Amounts>(
    (all, each) => combined(all, of(each), sum),
    beside,
  );
  return Object.fromEntries(
    Object.entries(combined(running, most, greater)).filter(([name]) => counts(name)),
  );
}

function combined(one: Amounts, other: Amounts, how: (a: Quantity, b: Quantity) => Quantity): Amounts {
  const result: Record<string, Quantity> = { ...one };
  for (const [name, quantity] of Object.entries(other))
    result[name] = result[name] ? how(result[name], quantity) : quantity;
  return result;
}

const greater = (a: Quantity, b: Quantity) => (compareQuantities(a, b) < 0 ? b : a);

function sum(a: Quantity, b: Quantity): Quantity {
  const scale = Math.max(a.scale, b.scale);
  const at = ({ digits, scale: own }: Quantity) => digits * 10n ** BigInt(scale - own);
  return { digits: at(a) + at(b), scale };
}

function exceeding(amounts: Amounts, allowed: Amounts, report: (name: string) => void): void {
  for (const [name, quantity] of Object.entries(amounts))
    if (allowed[name] && compareQuantities(quantity, allowed[name]) > 0) report(name);
}
