import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Pair,
  type Scalar,
  type YAMLSeq,
} from "yaml";

/** What stands in the way of editing an environment's kustomization, as a sentence. */
export class ParentKustomizationError extends Error {}

const MAX_CHARACTERS = 4 * 1024 * 1024;

interface Parsed {
  listed: Set<string>;
  document: Document;
}

/** The text last parsed, and what it says: an environment's kustomization changes only when an app is added. */
const known = new Map<string, Parsed>();
const KEPT = 8;

/**
 * The form in which smithd and nearly everybody writes it: a list of plain names at the end. It is read a hundred times
 * faster than YAML, which counts where it lists thousands of apps; any other form goes the long way.
 */
export const PLAIN =
  /^(?:(?:#.*|(?:apiVersion|kind): [\w./-]+)?\n)*resources:\n( *)- [\w.][\w./-]*\n(?:\1- [\w.][\w./-]*\n| *#.*\n|\n)*$/;

/**
 * The text of an environment's `kustomization.yaml` with the app added to `resources`; everything else, comments and order
 * among them, stays as it is. Undefined where the app is listed already. Throws a ParentKustomizationError where the
 * file is not one that an app can be added to.
 */
export function addToParent(text: string, app: string): string | undefined {
  return PLAIN.test(text) ? addToPlain(text, app) : addToAny(text, app);
}

function addToPlain(text: string, app: string): string | undefined {
  const entries = [...text.matchAll(/^( *)- (.+)\n/gm)];
  if (entries.some(([, , entry]) => normalized(entry!) === app)) return undefined;
  const { index, 0: line, 1: indent } = entries.at(-1)!;
  const end = index + line.length;
  return `${text.slice(0, end)}${indent}- ${app}\n${text.slice(end)}`;
}

function addToAny(text: string, app: string): string | undefined {
  const { listed, document } = known.get(text) ?? remember(text, parse(text));
  if (listed.has(app)) return undefined;
  const extended = extend(text, document, app);
  // The text was edited by position; that the edit says what it should is read from the result.
  if (!lists(extended, new Set([...listed, app]))) throw new ParentKustomizationError(NOT_A_PLAIN_LIST);
  return extended;
}

const NOT_A_PLAIN_LIST =
  "its `resources` cannot be extended as they are written; write them as a plain list.";

export function lists(text: string, expected: Set<string>): boolean {
  try {
    const { listed } = remember(text, parse(text));
    return listed.size === expected.size && [...expected].every((entry) => listed.has(entry));
  } catch (error) {
    if (error instanceof ParentKustomizationError) return false;
    throw error;
  }
}

function remember(text: string, parsed: Parsed): Parsed {
  known.set(text, parsed);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return parsed;
}

export function parse(text: string): Parsed {
  if (text.length > MAX_CHARACTERS) throw new ParentKustomizationError("it is too large.");
  const document = parseSafely(text);
  const [fault] = document.errors;
  if (fault) {
    throw new ParentKustomizationError(
      `it is not valid YAML (line ${lineOf(text, fault.pos[0])}): ${fault.message.replace(/\.?$/, ".")}`,
    );
  }
  if (document.contents !== null && !isMap(document.contents))
    throw new ParentKustomizationError("it is no YAML map.");
  // YAML takes it, kustomize reads the last, and an editor the first.
  if (resourcesPairs(document).length > 1) throw new ParentKustomizationError("it has `resources` twice.");
  const resources = resourcesOf(document);
  const entries = isSeq(resources) ? resources.items : [];
  if (resources !== undefined && !isSeq(resources) && !isEmpty(resources))
    throw new ParentKustomizationError("its `resources` are no list.");
  return {
    document,
    listed: new Set(entries.flatMap((entry) => (isScalar(entry) ? normalized(String(entry.value)) : []))),
  };
}

function parseSafely(text: string): Document {
  try {
    return parseDocument(text, {
      schema: "failsafe",
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
  } catch {
    throw new ParentKustomizationError("it cannot be read as YAML.");
  }
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

export const normalized = (entry: string) => entry.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");

const isEmpty = (node: unknown) => isScalar(node) && (node.value === null || node.value === "");

function resourcesOf(document: Document): unknown {
  return resourcesPair(document)?.value ?? undefined;
}

export const resourcesPair = (document: Document): Pair | undefined => resourcesPairs(document)[0];

function resourcesPairs({ contents: root }: Document): Pair[] {
  return isMap(root) ? root.items.filter(({ key }) => isScalar(key) && key.value === "resources") : [];
}

/** Puts one line into the text, in the form that the list has. */
function extend(text: string, document: Document, app: string): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const resources = resourcesOf(document) as YAMLSeq | Scalar | undefined;
  if (isSeq(resources) && resources.flow) return extendFlow(text, resources, app, newline);
  if (isSeq(resources) && resources.items.length > 0) {
    const last = resources.items.at(-1) as Scalar;
    const dash = text.lastIndexOf("-", last.range![0] - 1);
    const indent = text.slice(text.lastIndexOf("\n", dash) + 1, dash);
    return insertLine(text, last.range![1], `${indent}- ${app}`, newline);
  }
  if (resources === undefined)
    return `${text === "" || text.endsWith("\n") ? text : text + newline}resources:${newline}  - ${app}${newline}`;
  return insertLine(text, resources.range![0], `  - ${app}`, newline);
}

/** `resources: []` becomes a list of lines; any other flow list stays one. */
function extendFlow(text: string, list: YAMLSeq, app: string, newline: string): string {
  const [start, end] = list.range!;
  if (list.items.length > 0) {
    const last = (list.items.at(-1) as Scalar).range![1];
    return `${text.slice(0, last)}, ${app}${text.slice(last)}`;
  }
  const before = text.slice(0, start).replace(/[ \t]+$/, "");
  const rest = text.slice(end);
  const comment = /^[ \t]*#[^\r\n]*/.exec(rest)?.[0] ?? "";
  return `${before}${comment && ` ${comment.trim()}`}${newline}  - ${app}${rest.slice(comment.length)}`;
}

/** After the line in which something ends. */
function insertLine(text: string, offset: number, line: string, newline: string): string {
  const end = text.indexOf("\n", offset);
  return end < 0
    ? `${text}${newline}${line}${newline}`
    : `${text.slice(0, end + 1)}${line}${newline}${text.slice(end + 1)}`;
}
