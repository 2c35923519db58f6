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

/** What a text in the usual form lists (PLAIN), and where one more line goes. */
interface Plain {
  listed: Set<string>;
  end: number;
  indent: string;
}

/** The texts last read, and what they say: an environment's kustomization changes only when an app is added. */
const known = lastFew<Parsed>();
const knownPlain = lastFew<Plain>();
const KEPT = 8;

function lastFew<T>() {
  const values = new Map<string, T>();
  return {
    get: (text: string) => values.get(text),
    set(text: string, value: T): T {
      values.set(text, value);
      const [oldest] = values.keys();
      if (values.size > KEPT && oldest !== undefined) values.delete(oldest);
      return value;
    },
  };
}

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
  const plain =
    knownPlain.get(text) ?? (PLAIN.test(text) ? knownPlain.set(text, readPlain(text)) : undefined);
  return plain ? addToPlain(text, plain, app) : addToAny(text, app);
}

function readPlain(text: string): Plain {
  const entries = [...text.matchAll(/^( *)- (.+)\n/gm)];
  const { index, 0: line, 1: indent = "" } = entries.at(-1)!;
  return {
    listed: new Set(entries.map(([, , entry]) => normalized(entry!))),
    end: index + line.length,
    indent,
  };
}

function addToPlain(text: string, { listed, end, indent }: Plain, app: string): string | undefined {
  if (listed.has(app)) return undefined;
  const line = `${indent}- ${app}\n`;
  const extended = text.slice(0, end) + line + text.slice(end);
  knownPlain.set(extended, { listed: new Set(listed).add(app), end: end + line.length, indent });
  return extended;
}

function addToAny(text: string, app: string): string | undefined {
  const { listed, document } = known.get(text) ?? known.set(text, parse(text));
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
    const { listed } = known.set(text, parse(text));
    return listed.size === expected.size && [...expected].every((entry) => listed.has(entry));
  } catch (error) {
    if (error instanceof ParentKustomizationError) return false;
    throw error;
  }
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
