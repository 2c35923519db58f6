import { isDnsLabel } from "./names.ts";
import type { Violation } from "./types.ts";

export const VERSION_FILE = "version.yml";
const OVERLAYS = "environments";

const MAX_LENGTH = 200;
const MAX_SEGMENTS = 8;
const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const KUSTOMIZATION = /(?:^|\/)kustomization\.ya?ml$/;

export const isKustomization = (path: string): boolean => KUSTOMIZATION.test(path);
export const hasManifestExtension = (path: string): boolean => /\.(?:ya?ml|json)$/.test(path);

/** `""` for a file at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** The environment that a path is for, and its path there; undefined for what is for every environment. */
export function overlayOf(path: string): { environment: string; path: string } | undefined {
  const [, environment, rest] = /^environments\/([^/]+)\/(.+)$/s.exec(path) ?? [];
  return environment === undefined || rest === undefined ? undefined : { environment, path: rest };
}

/** Every path that cannot be in a version. What is in the files is not looked at. */
export function checkPaths(files: readonly { path: string }[]): Violation[] {
  const paths = files.map(({ path }) => path);
  // A kustomization's generators may read files of any name; which ones shows only in its content.
  const anyExtension = paths.some(isKustomization);
  return [...paths.flatMap((path) => faultOf(path, anyExtension)), ...collisions(paths)];
}

function faultOf(path: string, anyExtension: boolean): Violation[] {
  const fault = (code: string, detail: string) => [{ code, file: path, detail }];
  const segments = path.split("/");
  if (
    path.length > MAX_LENGTH ||
    segments.length > MAX_SEGMENTS ||
    !segments.every((segment) => SEGMENT.test(segment))
  )
    return fault(
      "path-invalid",
      `A path has 1 to ${MAX_SEGMENTS} segments of letters, digits, \`.\`, \`_\` and \`-\`, each starting with a letter or digit, and at most ${MAX_LENGTH} characters. Rename the file.`,
    );
  if (segments.at(-1) === "Kustomization")
    return fault(
      "path-invalid",
      "Name a kustomization `kustomization.yaml`: it is recognised by that name here.",
    );
  const overlay = overlayOf(path);
  if (segments[0] === OVERLAYS && (!overlay || !isDnsLabel(overlay.environment)))
    return fault(
      "path-invalid",
      "`environments/` holds one folder for each environment, such as `environments/staging/deployment.yaml`. Move the file into one, or out of `environments/`.",
    );
  if (overlay?.path === VERSION_FILE || overlay?.path.startsWith(`${OVERLAYS}/`))
    return fault(
      "path-reserved",
      "There is one `version.yml` for all environments, and an environment's folder holds no `environments/` of its own. Remove or rename the file.",
    );
  if (isInTheWay(overlay?.path ?? path))
    return fault(
      "path-reserved",
      "smithd writes a `kustomization.yaml` there where the version brings none, and this would be the same name to some file systems. Rename it.",
    );
  if (!anyExtension && !hasManifestExtension(path)) return fault("extension-unknown", EXTENSION);
  return [];
}

export const EXTENSION =
  "Files end in `.yaml`, `.yml` or `.json`; any other name is only for what a kustomization's generators read. Rename the file, take it out, or name it in a generator.";

/** What would lie where the generated kustomization does, and is none itself. */
function isInTheWay(path: string): boolean {
  const [first] = path.split("/");
  return first!.toLowerCase() === "kustomization.yaml" && path !== "kustomization.yaml";
}

/** Paths that a file system without regard to case would confuse, and files that would have to be folders too. */
function collisions(paths: readonly string[]): Violation[] {
  const violations: Violation[] = [];
  const seen = new Map<string, string>();
  const folders = new Map(
    paths.flatMap((path) => ancestors(path).map((folder) => [folder.toLowerCase(), path])),
  );
  for (const path of paths) {
    const key = path.toLowerCase();
    const other = seen.get(key);
    const inside = folders.get(key);
    if (other !== undefined)
      violations.push({
        code: "path-duplicate",
        file: path,
        detail: `${other} is there too, and paths are unique without regard to case. Rename one of them.`,
      });
    else if (inside !== undefined)
      violations.push({
        code: "path-duplicate",
        file: path,
        detail: `${inside} makes a folder of this name. Rename one of them.`,
      });
    seen.set(key, path);
  }
  return violations;
}

function ancestors(path: string): string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}
