import { isUnknown, text, type Fields } from "../rule.ts";
import { texts } from "../values.ts";

/** The type of a Service with its default; undefined where nobody knows it. */
export function typeOf(spec: Fields): string | undefined {
  const type = text(spec, "type");
  return isUnknown(type) ? undefined : type || "ClusterIP";
}

/** Its addresses in the cluster: one may stand in either of two fields. Source: normalizeClusterIPs. */
export function clusterIPsOf(spec: Fields): string[] {
  const many = texts(spec, "clusterIPs");
  const one = text(spec, "clusterIP");
  return many.length > 0 ? many : one === "" ? [] : [one];
}

/** Where the address of that index is written. */
export const clusterIPAt = (spec: Fields, index: number): (string | number)[] =>
  texts(spec, "clusterIPs").length > 0 ? ["clusterIPs", index] : ["clusterIP"];

export function isHeadless(spec: Fields): boolean {
  const addresses = clusterIPsOf(spec);
  return addresses.length === 1 && addresses[0] === "None";
}

/** Whether it may be headless for all that is known. */
export const mayBeHeadless = (spec: Fields): boolean =>
  isHeadless(spec) || clusterIPsOf(spec).some(isUnknown);
