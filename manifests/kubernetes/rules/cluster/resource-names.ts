/** Resources as quotas and limits name them. Source: pkg/apis/core/helper/helpers.go. */
import { isQualifiedName } from "../../formats/names.ts";

/** Counted in whole numbers. */
export const COUNTS = [
  "pods",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "services.nodeports",
  "services.loadbalancers",
];
export const COMPUTE = ["cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];
const STORAGE = [
  "ephemeral-storage",
  "requests.storage",
  "requests.ephemeral-storage",
  "limits.ephemeral-storage",
];

const isHugePages = (name: string) => /^(requests\.)?hugepages-/.test(name);
/** IsStandardQuotaResourceName. */
export const isQuotaResource = (name: string): boolean =>
  [...COUNTS, ...COMPUTE, ...STORAGE].includes(name) || isHugePages(name);

/** validateResourceName. */
export const isResourceName = (name: string): boolean =>
  isQualifiedName(name) && (name.includes("/") || name === "storage" || isQuotaResource(name));
