import { isQualifiedName } from "./names.ts";

const OF_CONTAINERS = ["cpu", "memory", "ephemeral-storage"];

/** What a container can ask for. Source: pkg/apis/core/v1/validation, ValidateContainerResourceName. */
export function isContainerResource(name: string): boolean {
  if (!isQualifiedName(name)) return false;
  if (!name.includes("/")) return OF_CONTAINERS.includes(name) || name.startsWith("hugepages-");
  return (
    name.includes("kubernetes.io/") || (!name.startsWith("requests.") && isQualifiedName(`requests.${name}`))
  );
}
