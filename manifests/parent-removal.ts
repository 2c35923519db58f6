import { isScalar, isSeq, type Document, type Scalar, type YAMLSeq } from "yaml";
import { lists, normalized, parse, ParentKustomizationError, PLAIN, resourcesPair } from "./parent.ts";

/**
 * The text of an environment's `kustomization.yaml` without the app, whose folder goes: neither the folder nor a file in it
 * is listed any more. Everything else stays as it is; `resources: []` where nothing is left. Undefined where the app is
 * not listed. Throws a ParentKustomizationError where the file is not one that can be edited.
 */
export function removeFromParent(text: string, app: string): string | undefined {
  return PLAIN.test(text) ? removeFromPlain(text, app) : removeFromAny(text, app);
}

const belongsTo = (app: string) => (entry: string) =>
  normalized(entry) === app || normalized(entry).startsWith(`${app}/`);

function removeFromPlain(text: string, app: string): string | undefined {
  const isOurs = belongsTo(app);
  let kept = 0;
  const rest = text.replace(/^ *- (.+)\n/gm, (line, entry: string) => {
    if (isOurs(entry)) return "";
    kept++;
    return line;
  });
  if (rest === text) return undefined;
  return kept > 0 ? rest : rest.replace(/^resources:$/m, "resources: []");
}

function removeFromAny(text: string, app: string): string | undefined {
  const { document, listed } = parse(text);
  const isOurs = belongsTo(app);
  const rest = [...listed].filter((entry) => !isOurs(entry));
  if (rest.length === listed.size) return undefined;
  const edited = edit(text, document, isOurs);
  // The text was edited by position; that the edit says what it should is read from the result.
  if (!lists(edited, new Set(rest))) throw new ParentKustomizationError(NOT_A_PLAIN_LIST);
  return edited;
}

const NOT_A_PLAIN_LIST =
  "its `resources` cannot be shortened as they are written; write them as a plain list.";

function edit(text: string, document: Document, isOurs: (entry: string) => boolean): string {
  const pair = resourcesPair(document)!;
  const list = pair.value as YAMLSeq<Scalar>;
  if (!isSeq(list)) throw new ParentKustomizationError(NOT_A_PLAIN_LIST);
  const kept = list.items.filter((item) => !isScalar(item) || !isOurs(String(item.value)));
  const gone = list.items.filter((item) => !kept.includes(item));
  // Something else may refer to it.
  if (gone.some(({ anchor }) => anchor !== undefined)) throw new ParentKustomizationError(NOT_A_PLAIN_LIST);
  const [start, end] = list.range!;
  if (list.flow)
    return `${text.slice(0, start)}[${kept.map((item) => sourceOf(text, item)).join(", ")}]${text.slice(end)}`;
  const without = gone.reduceRight((before, item) => withoutLine(before, item), text);
  if (kept.length > 0) return without;
  const colon = text.indexOf(":", (pair.key as Scalar).range![1]) + 1;
  return `${without.slice(0, colon)} []${without.slice(colon)}`;
}

const sourceOf = (text: string, { range }: Scalar) => text.slice(range![0], range![1]);

function withoutLine(text: string, { range }: Scalar): string {
  const start = text.lastIndexOf("\n", range![0]) + 1;
  const end = text.indexOf("\n", range![1]);
  return text.slice(0, start) + (end < 0 ? "" : text.slice(end + 1));
}
