import { plainValue } from "./plain-scalar.ts";
import type { Position } from "./types.ts";

export interface UsualDocument {
  /** Undefined where there is nothing but comments. */
  value: unknown;
  /** Where the value begins. */
  start?: Position;
}

/**
 * Reads YAML that is written as most manifests are: in blocks, a scalar in one line, without anchors, tags and folding.
 * Returns undefined for everything else, right or wrong, which is left to `yaml`: it takes ten times as long, and many
 * times the memory. What is returned is what `yaml` makes of it (read-usual.test.ts).
 */
export function readUsual(text: string): UsualDocument[] | undefined {
  if (text.includes("\r")) return undefined;
  try {
    return new UsualReader(text).documents();
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

const UNUSUAL = new Error("This is not written as usual.");
function unusual(): never {
  throw UNUSUAL;
}

const MAX_DEPTH = 50;
const MAX_NODES = 500_000;
/** The indentation of what ends a document: further out than anything in it. */
const OUTSIDE = -1;

const SPACES = / */y;
/** No more than a comment is left of the line. */
const REST = /(?: +#[^\n]*| *)(?=\n|$)/y;
const MARKER = /---(?= |\n|$)/y;
const DASH = /-(?= |\n|$)/y;
const KEY = /(?:[A-Za-z_][\w./-]{0,250}|"[^"\\\n\t]{1,250}"|'[^'\n\t]{1,250}'):(?= |\n|$)/y;
const DOUBLE_QUOTED = /"(?:[^"\\\n\t]|\\["\\nrt])*"/y;
const SINGLE_QUOTED = /'(?:[^'\n\t]|'')*'/y;
/** Begins with nothing that YAML has another use for; a colon before a space and a `#` after one are not part of it. */
const PLAIN = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=\S))(?:[^\s:]|:(?=\S)| +(?:[^\s:#]|:(?=\S)))*/y;
const PLAIN_IN_FLOW = /(?:[\w./]|-(?=[\w-]))[\w./-]*/y;
const LITERAL = /\|-?(?: +#[^\n]*| *)\n/y;

class UsualReader {
  private readonly text: string;
  /** The offset of what is read next. */
  private at = 0;
  private line = 1;
  private lineStart = 0;
  /** Of what is read next, where it is the first in its line, or follows a dash. */
  private indent = OUTSIDE;
  private nodes = 0;

  constructor(text: string) {
    this.text = text;
  }

  documents(): UsualDocument[] {
    const documents: UsualDocument[] = [];
    this.findLine();
    do {
      if (this.indent === OUTSIDE && this.skip(MARKER)) this.endLine();
      documents.push(this.document());
    } while (this.at < this.text.length);
    return documents;
  }

  private document(): UsualDocument {
    if (this.indent === OUTSIDE) return { value: undefined };
    const start = { line: this.line, column: this.indent + 1 };
    const value = this.block(0);
    if (this.indent !== OUTSIDE) unusual();
    return { value, start };
  }

  private block(depth: number): unknown {
    this.count(depth);
    return this.isNext(DASH) ? this.list(depth) : this.map(depth);
  }

  private list(depth: number): unknown[] {
    const { indent } = this;
    const list: unknown[] = [];
    while (this.indent === indent && this.skip(DASH)) {
      this.skip(SPACES);
      if (this.isNext(DASH) || this.isNext(KEY)) {
        this.indent = this.at - this.lineStart;
        list.push(this.block(depth + 1));
      } else list.push(this.value(depth, indent, false));
    }
    if (this.indent > indent) unusual();
    return list;
  }

  private map(depth: number): Record<string, unknown> {
    const { indent } = this;
    // Without a prototype's own names: `__proto__` is a key like any other.
    const map = Object.create(null) as Record<string, unknown>;
    while (this.indent === indent) {
      const written = this.take(KEY).slice(0, -1);
      const key = /^["']/.test(written) ? written.slice(1, -1) : plainValue(written);
      if (typeof key !== "string" || key in map) return unusual();
      this.skip(SPACES);
      map[key] = this.value(depth, indent, true);
    }
    if (this.indent > indent) unusual();
    return map;
  }

  /** What follows the key of a map, or a dash, that is indented so far. */
  private value(depth: number, indent: number, isOfKey: boolean): unknown {
    this.count(depth);
    switch (this.text.charAt(this.at)) {
      case "|":
        return this.literal(indent);
      case "#":
      case "\n":
      case "":
        this.endLine();
        // A list may stand as far out as the key that it belongs to.
        if (this.indent > indent || (isOfKey && this.indent === indent && this.isNext(DASH)))
          return this.block(depth + 1);
        return null;
      default: {
        const value = this.scalarOrFlow(depth);
        this.endLine();
        return value;
      }
    }
  }

  private scalarOrFlow(depth: number): unknown {
    switch (this.text.charAt(this.at)) {
      case "[":
      case "{":
        return this.flow(depth + 1);
      case '"':
        return this.doubleQuoted();
      case "'":
        return this.take(SINGLE_QUOTED).slice(1, -1).replaceAll("''", "'");
      default:
        return plainValue(this.take(PLAIN));
    }
  }

  private doubleQuoted(): string {
    return JSON.parse(this.take(DOUBLE_QUOTED)) as string;
  }

  /** `[a, "b"]` or `{a: b}`, in one line and of the simplest scalars. */
  private flow(depth: number): unknown {
    this.count(depth);
    const list: unknown[] = [];
    const map = Object.create(null) as Record<string, unknown>;
    const isList = this.text[this.at++] === "[";
    const end = isList ? "]" : "}";
    this.skip(SPACES);
    for (let isFirst = true; this.text[this.at] !== end; isFirst = false) {
      if (!isFirst) this.expect(",");
      this.skip(SPACES);
      if (isList) list.push(this.inFlow(depth));
      else {
        const key = this.inFlow(depth);
        if (typeof key !== "string" || key in map) return unusual();
        this.expect(": ");
        this.skip(SPACES);
        map[key] = this.inFlow(depth);
      }
      this.skip(SPACES);
    }
    this.at++;
    return isList ? list : map;
  }

  private inFlow(depth: number): unknown {
    this.count(depth);
    const first = this.text[this.at];
    if (first === "[" || first === "{") return this.flow(depth + 1);
    return first === '"' ? this.doubleQuoted() : plainValue(this.take(PLAIN_IN_FLOW));
  }

  /** The lines below `|` or `|-`, as far as they are indented further than `indent`. */
  private literal(indent: number): string {
    const isStripped = this.take(LITERAL).startsWith("|-");
    const lines: string[] = [];
    let width: number | undefined;
    for (this.line++; this.at < this.text.length; this.line++) {
      const end = this.text.indexOf("\n", this.at);
      // What a last line is that has no end is left to `yaml`, and so is whatever is not indented like the first.
      if (end < 0) unusual();
      this.isNext(SPACES);
      const spaces = SPACES.lastIndex - this.at;
      const isBlank = this.at + spaces === end;
      if (!isBlank && spaces <= indent) break;
      if (!isBlank) width ??= spaces;
      if (isBlank ? spaces > (width ?? 0) : spaces < width! || this.text[this.at + spaces] === "\t")
        unusual();
      lines.push(isBlank ? "" : this.text.slice(this.at + width!, end));
      this.at = end + 1;
    }
    this.findLine();
    while (lines.at(-1) === "") lines.pop();
    return lines.length === 0 ? "" : lines.join("\n") + (isStripped ? "" : "\n");
  }

  private endLine(): void {
    if (!this.skip(REST)) unusual();
    this.at++;
    this.line++;
    this.findLine();
  }

  /** Goes on to the first line, from the beginning of this one, that is neither blank nor a comment. */
  private findLine(): void {
    for (; this.at < this.text.length; this.line++) {
      this.lineStart = this.at;
      this.skip(SPACES);
      const first = this.text[this.at];
      if (first !== "\n" && first !== "#" && first !== undefined) {
        this.indent = this.at - this.lineStart;
        if (this.indent === 0 && this.isNext(MARKER)) this.indent = OUTSIDE;
        return;
      }
      const end = this.text.indexOf("\n", this.at);
      this.at = end < 0 ? this.text.length : end + 1;
    }
    this.indent = OUTSIDE;
  }

  private count(depth: number): void {
    if (depth > MAX_DEPTH || ++this.nodes > MAX_NODES) unusual();
  }

  private isNext(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  private skip(pattern: RegExp): boolean {
    const isNext = this.isNext(pattern);
    if (isNext) this.at = pattern.lastIndex;
    return isNext;
  }

  private take(pattern: RegExp): string {
    const start = this.at;
    return this.skip(pattern) ? this.text.slice(start, this.at) : unusual();
  }

  private expect(text: string): void {
    if (!this.text.startsWith(text, this.at)) unusual();
    this.at += text.length;
  }
}
