/** The names of what containers use. Source: pkg/apis/core/helper/helpers.go. */
import { parseQuantity, type Quantity } from "./quantity.ts";
import { isQualifiedName } from "./names.ts";

const OF_CONTAINERS = ["cpu", "memory", "ephemeral-storage"];

const HUGE_PAGES = "hugepages-";

export const isHugePages = (name: string) => name.startsWith(HUGE_PAGES);

/** IsNativeResource: one of Kubernetes itself. */
const isNative = (name: string) => !name.includes("/") || name.includes("kubernetes.io/");

/** IsExtendedResourceName: one that somebody else gives, such as `example.com/gpu`. */
export const isExtended = (name: string) =>
  !isNative(name) && !name.startsWith("requests.") && isQualifiedName(`requests.${name}`);

/** validateContainerResourceName. */
export const isContainerResource = (name: string) =>
  isQualifiedName(name) &&
  (name.includes("/")
    ? isNative(name) || isExtended(name)
    : OF_CONTAINERS.includes(name) || isHugePages(name));

/** validatePodResourceName. */
export const isPodResource = (name: string) =>
  isQualifiedName(name) && (name === "cpu" || name === "memory" || isHugePages(name));

/** IsOvercommitAllowed: whether more can be promised than there is. */
export const canOvercommit = (name: string) => isNative(name) && !isHugePages(name);

/** How much one page has; undefined for names such as `hugepages-big`. */
export const pageSizeOf = (name: string): Quantity | undefined =>
  parseQuantity(name.slice(HUGE_PAGES.length));

/** In units of a power of ten, rounded up as Kubernetes does. */
export function roundedUp({ digits, scale }: Quantity, decimals: number): bigint {
  if (scale <= decimals) return digits * 10n ** BigInt(decimals - scale);
  const divisor = 10n ** BigInt(scale - decimals);
  const quotient = digits / divisor;
  return digits % divisor === 0n ? quotient : quotient + (digits < 0n ? -1n : 1n);
}
