import { placeOf } from "../place.ts";
import { isCiphertext, isOfSecret, isSecret, literalSecrets, SECRET_LITERAL } from "../secrets.ts";
import type { Violation } from "../types.ts";
import { readYaml } from "../yaml/read.ts";
import { isRecord } from "../yaml/to-value.ts";
import type { Content, Path, Place } from "./content.ts";
import { readPatchContent, type PatchContent } from "./patch-content.ts";
import type { Target } from "./select.ts";

/** A patch that a kustomization names, or writes in place. */
export interface Patch {
  /** What it is for; a patch without one says so itself. */
  target: Target | undefined;
  at: Place;
  /** Whether labels, replicas and the like are set before it is applied. */
  isLate: boolean;
  /** Whether it may give objects other names and kinds where it is merged into them. */
  mayRename: boolean;
  source: { path: string } | { content: PatchContent };
}

/** A patch, with what its text is where that can be told. */
export interface PatchToRead {
  patch: Patch;
  content: PatchContent | undefined;
}

/** What is wrong with their texts, told once however many name a file. */
export const faultsOfPatches = (patches: readonly PatchToRead[]): Violation[] =>
  [...new Set(patches.map(({ content }) => content))].flatMap((content) => content?.faults ?? []);

/** A repository that others read is no place for secrets, in patches neither. */
export const secretPatches = (patches: readonly PatchToRead[]): Violation[] =>
  patches
    .filter(writesSecret)
    .map(({ patch: { at } }) => ({ code: "secret-literal", ...at, detail: SECRET_LITERAL }));

function writesSecret({ patch: { target }, content }: PatchToRead): boolean {
  if (content?.form === "objects")
    return content.objects.some(
      ({ apiVersion, kind, value }) => isSecret(apiVersion, kind) && literalSecrets(value).length > 0,
    );
  if (content?.form !== "operations" || !/secret/i.test(JSON.stringify(target?.["kind"] ?? ""))) return false;
  return content.operations.some(
    ({ op, path, value }) => (op === "add" || op === "replace") && isOfSecret(path) && holdsText(value),
  );
}

/** Whether something is written out in it. What SOPS encrypted is not, nor what Flux puts in. */
function holdsText(value: unknown): boolean {
  if (isRecord(value)) return Object.values(value).some(holdsText);
  return typeof value === "string" && value !== "" && !isCiphertext(value) && !/^\$\{[^}]*\}$/.test(value);
}

/** The patches of a kustomization, in the order in which kustomize applies them. */
export function readPatches(content: Content): Patch[] {
  const merges = content.listAt(["patchesStrategicMerge"]).flatMap((entry, index): Patch[] => {
    if (typeof entry !== "string") return [];
    const at = content.place(["patchesStrategicMerge", index]);
    const source = isWrittenInPlace(entry) ? { content: inPlace(entry, at) } : { path: entry };
    return [{ source, target: undefined, at, isLate: false, mayRename: false }];
  });
  const entries = ["patches", "patchesJson6902"].flatMap((field) =>
    content.listAt([field]).flatMap((entry, index): Patch[] => {
      if (!isRecord(entry)) return [];
      const at: Path = [field, index];
      const source = sourceIn(content, at, entry);
      const target = isRecord(entry["target"]) ? entry["target"] : undefined;
      const isLate = field === "patchesJson6902";
      const mayRename = isRecord(entry["options"]);
      return source ? [{ source, target, at: content.place(at), isLate, mayRename }] : [];
    }),
  );
  return [...merges, ...entries];
}

/** What has a line's end or a key is no path. */
export const isWrittenInPlace = (text: string): boolean => /[\n{]|: /.test(text);

function sourceIn(
  content: Content,
  at: Path,
  { path, patch }: Record<string, unknown>,
): Patch["source"] | undefined {
  const [hasPath, hasPatch] = [path, patch].map((text) => typeof text === "string" && text.trim() !== "");
  if (hasPath && hasPatch)
    content.refuse(at, "patch-invalid", "A patch has a `path` or a `patch`, and this has both. Remove one.");
  else if (
    !hasPath &&
    !hasPatch &&
    [path, patch].every((text) => text === undefined || typeof text === "string")
  )
    content.refuse(at, "patch-invalid", "A patch needs a `path` or a `patch`. Add one.");
  if (hasPath) return { path: path as string };
  return hasPatch ? { content: inPlace(patch as string, content.place(at)) } : undefined;
}

/** What is written in place is told where it stands. */
function inPlace(text: string, at: Place): PatchContent {
  const yaml = readYaml(Buffer.from(text));
  const [fault] = yaml.faults;
  if (fault) return { form: "nothing", faults: [unreadable(fault, at)] };
  const read = readPatchContent(yaml, text.trim(), (document, path) => placeOf(at.file, document, path));
  return {
    ...read,
    faults: read.faults.map((found) => ({
      ...found,
      ...at,
      detail: `In the patch, at \`${found.pointer}\`: ${found.detail}`,
    })),
  };
}

const unreadable = ({ line, detail }: { line: number; detail: string }, at: Place): Violation => ({
  code: "patch-invalid",
  ...at,
  detail: `The patch cannot be read, at its line ${line}: ${detail}`,
});
