import { checkView, type Checked } from "./check-view.ts";
import { readFiles, type FileReader, type Reading } from "./read-files.ts";
import { checkPaths, VERSION_FILE } from "./paths.ts";
import type { ManifestFile, NamespaceSource, VersionMetadata, Violation } from "./types.ts";
import type { ObjectsOfView } from "./object-keys.ts";
import { customKindsIn } from "./custom-resources/definitions.ts";
import { mayDefine } from "./custom-resources/find-definitions.ts";
import { UNKNOWN_FIELD } from "./objects.ts";
import { partition } from "./partition.ts";
import { missingVersionFile, readVersionFile } from "./version-file.ts";
import { environmentsOf, viewOf } from "./view.ts";

export interface VersionToValidate {
  app: string;
  version: string;
  /** `version.yml` among them. */
  files: readonly ManifestFile[];
  namespace: NamespaceSource;
  /** Turns fields that are not known (`field-unknown`) into warnings, for a cluster newer than what is known here. */
  acceptUnknownFields?: boolean;
}

/** What holds for every version. */
export interface ValidationTerms {
  /** CustomResourceDefinitions that the clusters have, as files, beside those that a version brings. */
  schemas?: readonly Uint8Array[];
  /** As that of a version, for all of them. */
  acceptUnknownFields?: boolean;
}

export interface Verdict {
  /** What version.yml says; undefined where it is at fault. */
  metadata?: VersionMetadata;
  violations: Violation[];
  /** What does no harm for certain, but is probably not meant. */
  warnings: Violation[];
  /** What it brings into which environment; empty where there are violations. */
  objects: ObjectsOfView[];
}

/** More than anybody reads; the rest shows once these are corrected. */
const MOST = 1000;

/**
 * Everything that is wrong with a version, in the order of its files: paths, version.yml, YAML, objects, kustomizations
 * and namespaces, for each environment as the files will lie in git.
 */
export function validateVersion(
  given: VersionToValidate,
  terms: ValidationTerms = {},
  reading: Reading = {},
): Verdict {
  const { app, version, files, namespace } = given;
  const paths = checkPaths(files);
  const versionFile = files.find(({ path }) => path === VERSION_FILE);
  if (paths.length > 0) return verdict(undefined, { violations: paths });
  if (!versionFile) return verdict(undefined, { violations: [missingVersionFile] });
  const { metadata, violations } = readVersionFile(versionFile.bytes, { app, version });
  const custom = customKindsIn(definingFiles(given, terms), reading.onFile);
  const checked = checkViews(files, namespace, readFiles(custom, reading));
  const [accepted, refused] = partition(
    checked.violations,
    ({ code }) => (given.acceptUnknownFields || terms.acceptUnknownFields) && code === UNKNOWN_FIELD,
  );
  return verdict(metadata, {
    violations: [...violations, ...refused],
    warnings: [...checked.warnings, ...accepted],
    objects: checked.objects,
  });
}

/** Where CustomResourceDefinitions may be that count for a version. */
export const definingFiles = (
  { files }: Pick<VersionToValidate, "files">,
  { schemas = [] }: ValidationTerms,
): { path?: string; bytes: Uint8Array }[] =>
  [...schemas.map((bytes) => ({ bytes })), ...files.filter(({ path }) => path !== VERSION_FILE)].filter(
    mayDefine,
  );

function verdict(
  metadata: VersionMetadata | undefined,
  { violations, warnings = [], objects = [] }: Pick<Verdict, "violations"> & Partial<Verdict>,
): Verdict {
  const isValid = violations.length === 0;
  return {
    ...(metadata && isValid && { metadata }),
    violations: violations.sort(byPlace).slice(0, MOST),
    warnings: warnings.sort(byPlace).slice(0, MOST),
    objects: isValid ? objects : [],
  };
}

function byPlace(a: Violation, b: Violation): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** What is wrong in the view without an environment is wrong in all; the others add what is wrong only there. */
function checkViews(
  files: readonly ManifestFile[],
  namespace: NamespaceSource,
  read: FileReader,
): Checked & Pick<Verdict, "objects"> {
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
  const isEmpty = violations.length === 0 && results.every(({ objects }) => objects.keys.length === 0);
  return {
    violations: isEmpty ? [emptyVersion] : violations,
    warnings: merged("warnings"),
    objects: results.map(({ environment, objects }) => ({
      ...(environment !== undefined && { environment }),
      ...objects,
    })),
  };
}

const emptyVersion: Violation = {
  code: "version-empty",
  file: VERSION_FILE,
  detail:
    "The version holds no Kubernetes object, so that deploying it would remove the app. Add at least one.",
};

function merge(results: { environment: string | undefined; found: Violation[] }[]): Violation[] {
  const keyOf = (violation: Violation) => JSON.stringify({ ...violation, environment: undefined });
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
