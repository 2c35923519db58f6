import { stringify } from "yaml";
import { folderOf, hasManifestExtension, isKustomization, VERSION_FILE } from "./paths.ts";
import type { ManifestFile } from "./types.ts";
import { viewOf } from "./view.ts";

const NOTE = "# Written by smithd on each deployment.\n";

/** What an app's folder holds in one environment, by path: the version's files there, and a kustomization where it brings none. */
export function renderFolder(version: {
  files: readonly ManifestFile[];
  environment: string;
  namespace?: string;
}): ManifestFile[] {
  const files = viewOf(version.files, version.environment).map(({ path, bytes }) => ({ path, bytes }));
  const paths = files.map(({ path }) => path);
  if (paths.some(isAtRoot)) return files;
  return [...files, generatedKustomization(paths, version.namespace)];
}

/** The kustomization that applies a folder's manifests, `version.yml` not among them. */
function generatedKustomization(paths: readonly string[], namespace: string | undefined): ManifestFile {
  const content = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    ...(namespace !== undefined && { namespace }),
    resources: resourcesOf(paths),
  };
  return { path: "kustomization.yaml", bytes: Buffer.from(NOTE + stringify(content)) };
}

const isAtRoot = (path: string) => isKustomization(path) && folderOf(path) === "";

/** Every manifest by its path; a folder with a kustomization of its own stands for what is in it. */
export function resourcesOf(paths: readonly string[]): string[] {
  const folders = paths.filter(isKustomization).map(folderOf);
  const isWithin = (path: string, folder: string) => path.startsWith(`${folder}/`);
  const outermost = folders.filter((folder) => !folders.some((other) => isWithin(folder, other)));
  const single = paths.filter(
    (path) =>
      path !== VERSION_FILE &&
      hasManifestExtension(path) &&
      !outermost.some((folder) => isWithin(path, folder)),
  );
  return [...new Set([...single, ...outermost])].sort();
}
