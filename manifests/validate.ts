import { checkView, readFiles, type Checked } from "./check-view.ts";
import { checkPaths, VERSION_FILE } from "./paths.ts";
import type { ManifestFile, NamespaceSource, VersionMetadata, Violation } from "./types.ts";
import { readVersionFile } from "./version-file.ts";
import { environmentsOf, viewOf } from "./view.ts";

export interface VersionToValidate {
  app: string;
  version: string;
  /** `version.yml` among them. */
  files: readonly ManifestFile[];
  namespace: NamespaceSource;
}

export interface Verdict {
  /** What version.yml says; undefined where it is at fault. */
  metadata?: VersionMetadata;
  violations: Violation[];
  /** What does no harm for certain, but is probably not meant. */
  warnings: Violation[];
}

/** More than anybody reads; the rest shows once these are corrected. */
const MOST = 1000;

/**
 * Everything that is wrong with a version, in the order of its files: paths, version.yml, YAML, objects, kustomizations
 * and namespaces, for each environment as the files will lie in git.
 */
export function validateVersion({ app, version, files, namespace }: VersionToValidate): Verdict {
  const paths = checkPaths(files);
  const versionFile = files.find(({ path }) => path === VERSION_FILE);
  if (paths.length > 0) return verdict(undefined, paths, []);
  if (!versionFile) return verdict(undefined, [missingVersionFile], []);
  const { metadata, violations } = readVersionFile(versionFile.bytes, { app, version });
  const checked = checkViews(files, namespace);
  return verdict(metadata, [...violations, ...checked.violations], checked.warnings);
}

export const missingVersionFile: Violation = {
  code: "version-file-missing",
  file: VERSION_FILE,
  detail: "A version needs a `version.yml`. `forge publish` makes one; `forge version` prints it.",
};

function verdict(
  metadata: VersionMetadata | undefined,
  violations: Violation[],
  warnings: Violation[],
): Verdict {
  const sorted = violations.sort(byPlace).slice(0, MOST);
  return {
    ...(metadata && sorted.length === 0 && { metadata }),
    violations: sorted,
    warnings: warnings.sort(byPlace).slice(0, MOST),
  };
}

function byPlace(a: Violation, b: Violation): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** What is wrong in the view without an environment is wrong in all; the others add what is wrong only there. */
function checkViews(files: readonly ManifestFile[], namespace: NamespaceSource): Checked {
  const read = readFiles();
  const environments = [undefined, ...environmentsOf(files)];
  const views = environments.map((environment) => ({ environment, view: viewOf(files, environment) }));
  // A version may be for some environments only.
  const filled = views.filter(({ view }) => view.some(({ path }) => path !== VERSION_FILE));
  const results = filled.map(({ environment, view }) => ({
    environment,
    ...checkView(view, namespace, read),
  }));
  const merged = (kind: keyof Checked) =>
    merge(results.map(({ environment, ...checked }) => ({ environment, found: checked[kind] })));
  const violations = merged("violations");
  const isEmpty = violations.length === 0 && results.every(({ objects }) => objects === 0);
  return { violations: isEmpty ? [emptyVersion] : violations, warnings: merged("warnings") };
}

const emptyVersion: Violation = {
  code: "version-empty",
  file: VERSION_FILE,
  detail:
    "The version holds no Kubernetes object, so that deploying it would remove the app. Add at least one.",
};

function merge(results: { environment: string | undefined; found: Violation[] }[]): Violation[] {
  const keyOf = ({ code, file, line, column, pointer, document, detail }: Violation) =>
    JSON.stringify([code, file, line, column, pointer, document, detail]);
  const everywhere = new Set<string>();
  const merged: Violation[] = [];
  for (const { environment, found } of results)
    for (const violation of found) {
      const key = keyOf(violation);
      // A file of one environment is at fault for itself.
      const isOwn = environment !== undefined && violation.file.startsWith(`environments/${environment}/`);
      if (everywhere.has(key)) continue;
      if (environment === undefined || isOwn) everywhere.add(key);
      merged.push(environment === undefined || isOwn ? violation : { ...violation, environment });
    }
  return merged;
}
