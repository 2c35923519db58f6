import { posix } from "node:path";
import { isKustomization } from "../paths.ts";
import type { Violation } from "../types.ts";
import type { Kustomization } from "./read.ts";

/** What there is to refer to. */
export interface View {
  /** By folder. */
  kustomizations: ReadonlyMap<string, Kustomization>;
  paths: ReadonlySet<string>;
}

/** Where a reference leads in the view; undefined where it leaves it. `""` is the root. */
export function resolve(folder: string, target: string): string | undefined {
  if (target.startsWith("/") || target.includes("://") || target.includes("\\")) return undefined;
  const path = posix.normalize(posix.join(folder, target)).replace(/\/+$/, "");
  if (path === ".." || path.startsWith("../")) return undefined;
  return path === "." ? "" : path;
}

/** What is wrong with where the references of a kustomization lead. */
export function referenceFaults(parts: View, kustomization: Kustomization): Violation[] {
  return kustomization.references.flatMap((reference) => {
    const { role, target, at } = reference;
    const refuse = (code: string, detail: string) => [{ code, ...at, detail }];
    const path = resolve(kustomization.folder, target);
    const isFolder = path !== undefined && parts.kustomizations.has(path);
    if (path !== undefined && isKustomization(path) && role === "resource")
      return refuse("reference-invalid", `\`${target}\` is a kustomization: name its folder instead.`);
    if (path !== undefined && parts.paths.has(path) && role !== "component") return [];
    if (isFolder && (role === "resource" || role === "component")) return [];
    if (isRemote(target))
      return refuse(
        "reference-remote",
        `\`${target}\` is fetched at each build, so that a published version could change. Put a copy into the version.`,
      );
    if (path === undefined)
      return refuse(
        "reference-outside",
        `\`${target}\` leads out of the version's folder. Put what it names into the version.`,
      );
    const isBareFolder = [...parts.paths].some((candidate) =>
      candidate.startsWith(path === "" ? "" : `${path}/`),
    );
    if (isBareFolder)
      return refuse(
        "reference-invalid",
        `\`${target}\` is a folder without a kustomization. Name its files, or add a kustomization.yaml there.`,
      );
    return refuse(
      "reference-missing",
      `There is no \`${target}\` in the version. Add it, or remove the reference.`,
    );
  });
}

/** As kustomize tells: a scheme, a user, a host, or a query such as `?ref=`. */
const isRemote = (target: string) =>
  /^[a-z][a-z0-9+.-]*:|^[^/]+@|^[^/]+\.[a-z]{2,}(?:\/|:)|\?|\/\//i.test(target);
