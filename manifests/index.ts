/** The one door: what forge and smithd know of a version's files, without asking anybody. */
export { readSchemaFolder } from "./custom-resources/schema-folder.ts";
export { kubernetesVersion } from "../generated/kubernetes-version.ts";
export { checkLimits, defaultLimits, largestLimits, type Limits } from "./limits.ts";
export type { ObjectsOfView } from "./object-keys.ts";
export { objectsIn, objectsWithoutNamespace } from "./object-keys.ts";
export { addToParent, ParentKustomizationError } from "./parent.ts";
export { removeFromParent } from "./parent-removal.ts";
export { isDnsLabel } from "./names.ts";
export { checkPaths, VERSION_FILE } from "./paths.ts";
export { renderFolder } from "./render.ts";
export type { ManifestFile, NamespaceSource, VersionFile, VersionMetadata, Violation } from "./types.ts";
export { validateInParallel } from "./thread/validate-in-parallel.ts";
export { textToShow } from "./secrets.ts";
export { createValidator } from "./thread/validate-in-thread.ts";
export { validateVersion } from "./validate.ts";
export type { ValidationTerms, Verdict, VersionToValidate } from "./validate.ts";
export { identityOfVersionFile, formatVersionFile, missingVersionFile } from "./version-file.ts";
export { isVersionId, suggestVersionId } from "./version-id.ts";
