/** What docs say of ids and paths, said once more without a look at how smithd does it. */

const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Ids are one without regard to case, so `.LOCK` is `.lock`. */
export function mayBeVersionId(id: string): boolean {
  const allowed = `${LETTERS_AND_DIGITS}._+-`;
  if (id.length < 1 || id.length > 128 || !LETTERS_AND_DIGITS.includes(id[0]!)) return false;
  if (Array.from({ length: id.length }, (_, at) => id[at]!).some((each) => !allowed.includes(each)))
    return false;
  return !id.includes("..") && !id.endsWith(".") && !id.toLowerCase().endsWith(".lock");
}

/** One to eight segments, two hundred characters. */
export function mayBePath(path: string): boolean {
  const allowed = `${LETTERS_AND_DIGITS}._-`;
  const segments = path.split("/");
  const isSegment = (segment: string) =>
    segment !== "" &&
    LETTERS_AND_DIGITS.includes(segment[0]!) &&
    segment.split("").every((each) => allowed.includes(each));
  return path.length <= 200 && segments.length <= 8 && segments.every(isSegment);
}

/** Whether one file system could hold them all, even one without regard to case. */
export function canLieTogether(paths: readonly string[]): boolean {
  const names = paths.map((path) => path.toLowerCase());
  return names.every((name, index) =>
    names.every((other, at) => at === index || (name !== other && !other.startsWith(`${name}/`))),
  );
}

export const isManifestName = (path: string) => [".yaml", ".yml", ".json"].some((end) => path.endsWith(end));

const nameOf = (path: string) => path.split("/").at(-1)!;
export const isKustomizationName = (path: string) =>
  ["kustomization.yaml", "kustomization.yml"].includes(nameOf(path));

/** Beyond doubt: nothing in it that has a meaning of its own. */
export const isOrdinaryPath = (path: string) =>
  mayBePath(path) &&
  isManifestName(path) &&
  !/^environments\/|(^|\/)kustomization(\.yaml)?(\/|$)/i.test(path);
