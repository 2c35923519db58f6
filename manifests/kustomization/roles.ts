import { isKustomization, VERSION_FILE } from "../paths.ts";
import type { Kustomization } from "./read.ts";
import { resolve } from "./references.ts";

/** How a file of a view is checked. */
export type FileRole = "version" | "kustomization" | "manifest" | "data" | "input";

/** A file is a manifest unless it is named only for something else. */
export function rolesOf(
  view: readonly { path: string }[],
  kustomizations: Iterable<Kustomization>,
): Map<string, FileRole> {
  const uses = new Map<string, Set<string>>();
  for (const { folder, references } of kustomizations)
    for (const { role, target } of references) {
      const path = resolve(folder, target);
      if (path !== undefined) uses.set(path, (uses.get(path) ?? new Set()).add(role));
    }
  return new Map(view.map(({ path }) => [path, roleOf(path, uses.get(path))]));
}

function roleOf(path: string, uses: Set<string> | undefined): FileRole {
  if (path === VERSION_FILE) return "version";
  if (isKustomization(path)) return "kustomization";
  if (!uses || uses.has("resource")) return "manifest";
  return uses.has("data") ? "data" : "input";
}
