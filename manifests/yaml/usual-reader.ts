import type { Places } from "./places.ts";
import { plainValue } from "./plain-scalar.ts";

/** Thrown for whatever is not read here, right or wrong. */
export const UNUSUAL = new Error("This is not written as usual.");
function unusual(): never {
  throw UNUSUAL;
}

/** Not what is no number to JSON. */
function plain(source: string): unknown {
  const value = plainValue(source);
  return typeof value === "number" && !Number.isFinite(value) ? unusual() : value;
}

const MAX_DEPTH = 50;
const MAX_NODES = 200_000;
const MAX_DOCUMENTS = 5000;
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

export interface UsualDocument {
  /** Undefined where there is nothing but comments. */
  value: unknown;
  /** The offset at which the value begins. */
  start: number;
}

/** Goes through a text once, from line to line. */
export class UsualReader {
  private readonly text: string;
  /** The offset of what is read next. */
  private at = 0;
  private line = 1;
  private lineStart = 0;
  /** Of what is read next, where it is the first in its line, or follows a dash. */
  private indent = OUTSIDE;
  private nodes = 0;
  /** The offset of the value that was read last. */
  private valueStart = 0;
  private readonly places: Places | undefined;

  /** Notes where everything is in `places`, if they are given. */
  constructor(text: string, places?: Places) {
    this.text = text;
    this.places = places;
  }

  documents(): UsualDocument[] {
    const documents: UsualDocument[] = [];
    this.findLine();
    do {
      if (this.indent === OUTSIDE && this.skip(MARKER)) this.endLine();
      documents.push(this.document());
      if (documents.length > MAX_DOCUMENTS) unusual();
    } while (this.at < this.text.length);
    return documents;
  }

  private document(): UsualDocument {
    if (this.indent === OUTSIDE) return { value: undefined, start: 0 };
    const start = this.at;
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
        this.places?.note(list, list.length, this.at);
        list.push(this.block(depth + 1));
      } else {
        const value = this.value(depth, indent, false);
        this.places?.note(list, list.length, this.valueStart);
        list.push(value);
      }
    }
    if (this.indent > indent) unusual();
    return list;
  }

  private map(depth: number): Record<string, unknown> {
    const { indent } = this;
    // Without a prototype's own names: `__proto__` is a key like any other.
    const map = Object.create(null) as Record<string, unknown>;
    while (this.indent === indent) {
      const start = this.at;
      const written = this.take(KEY).slice(0, -1);
      const key = written[0] === '"' || written[0] === "'" ? written.slice(1, -1) : plainValue(written);
      if (typeof key !== "string" || key in map) return unusual();
      this.skip(SPACES);
      const value = this.value(depth, indent, true);
      this.places?.note(map, key, this.valueStart, start);
      map[key] = value;
    }
    if (this.indent > indent) unusual();
    return map;
  }

  /** What follows the key of a map, or a dash, that is indented so far. */
  private value(depth: number, indent: number, isOfKey: boolean): unknown {
    this.count(depth);
    let start = this.at;
    let value: unknown = null;
    if (!this.isNext(REST)) value = this.inline(depth, indent);
    else {
      this.endLine();
      // A list may stand as far out as the key that it belongs to.
      if (this.indent > indent || (isOfKey && this.indent === indent && this.isNext(DASH))) {
        start = this.at;
        value = this.block(depth + 1);
      }
    }
    this.valueStart = start;
    return value;
  }

  private inline(depth: number, indent: number): unknown {
    if (this.text[this.at] === "|") return this.literal(indent);
    const value = this.scalarOrFlow(depth);
    this.endLine();
    return value;
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
        return plain(this.take(PLAIN));
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
      const start = this.at;
      if (isList) {
        this.places?.note(list, list.length, start);
        list.push(this.inFlow(depth));
      } else {
        const key = this.inFlow(depth);
        if (typeof key !== "string" || key in map) return unusual();
        this.expect(": ");
        this.skip(SPACES);
        this.places?.note(map, key, this.at, start);
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
    return first === '"' ? this.doubleQuoted() : plain(this.take(PLAIN_IN_FLOW));
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
