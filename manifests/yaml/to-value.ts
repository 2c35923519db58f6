import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Scalar,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import { Ambiguous, plainValue } from "./plain-scalar.ts";
import type { Reading, YamlFault } from "./types.ts";

/** `\/`, and characters beyond U+FFFF in two halves. */
const UNKNOWN_ESCAPE = /(?<!\\)(?:\\\\)*(\\\/|\\u[dD][89a-fA-F][0-9a-fA-F]{2})/;

const MAX_DEPTH = 100;
/** Characters. No field, and no key of a ConfigMap, has more than 253, and no label more than 317. */
const MAX_KEY = 1000;
/** Far more than any manifest has. */
const MAX_NODES = 250_000;
/** Of these those that aliases repeat: a few lines of them could make billions. */
const MAX_REPEATED = 50_000;

interface Converted {
  value: unknown;
  faults: YamlFault[];
  /** The offset of the node at a path, or of the nearest one around it. */
  offsetOf(path: readonly (string | number)[]): number;
}

/** A document as plain values, with what is wrong with its keys, aliases and depth. */
export function toValue(document: Document, reading: Reading, text: string): Converted {
  const conversion = new Conversion(reading, text);
  const root = document.contents;
  const start = document.range?.[0] ?? 0;
  const value = root === null ? undefined : conversion.convert(root, 0);
  return {
    value: isNothing(root) ? undefined : value,
    faults: conversion.faults,
    offsetOf: (path) => conversion.offsetOf(root, path, start),
  };
}

/** An empty document is an empty scalar to the parser. */
const isNothing = (root: Node | null) =>
  root === null || (isScalar(root) && root.source === "" && root.value === null);

class Conversion {
  readonly faults: YamlFault[] = [];
  private readonly reading: Reading;
  private readonly text: string;
  private readonly anchors = new Map<string, Node>();
  /** What is being converted, from the root down to here. */
  private readonly open = new Set<Node>();
  private nodes = 0;
  private repeated = 0;
  /** Whether what is being converted is there once more, by an alias. */
  private isRepeating = false;

  constructor(reading: Reading, text: string) {
    this.reading = reading;
    this.text = text;
  }

  convert(node: Node, depth: number): unknown {
    if (isAlias(node)) return this.convertAlias(node, depth);
    if ("anchor" in node && typeof node.anchor === "string") this.anchors.set(node.anchor, node);
    if (!this.hasRoom(node, depth)) return undefined;
    this.open.add(node);
    const value = this.convertContent(node, depth);
    this.open.delete(node);
    return value;
  }

  private convertContent(node: Node, depth: number): unknown {
    if (isMap(node)) return this.convertMap(node, depth);
    if (isSeq(node)) return node.items.map((item) => this.convertItem(item, depth + 1));
    return isScalar(node) ? this.convertScalar(node) : undefined;
  }

  /** In `- a: 1` under the tags `!!omap` and `!!pairs` an item is a pair; to Kubernetes it is a map. */
  private convertItem(item: unknown, depth: number): unknown {
    if (isPair(item))
      return Object.fromEntries([[this.keyOf(item), this.convertOptional(item.value, depth)]]);
    return this.convertOptional(item, depth);
  }

  private convertOptional(node: unknown, depth: number): unknown {
    return node === null || node === undefined ? null : this.convert(node as Node, depth);
  }

  private convertMap(map: YAMLMap, depth: number): Record<string, unknown> {
    const own = new Map<string, unknown>();
    for (const pair of map.items) if (!this.isMerge(pair)) this.addPair(own, pair, depth);
    const value = Object.create(null) as Record<string, unknown>;
    const merges = map.items.filter((pair) => this.isMerge(pair));
    for (const pair of merges.slice(1))
      this.fault(pair.key, "key-duplicate", "`<<` is there twice. Write one with a list: `<<: [*a, *b]`.");
    for (const pair of merges) this.merge(value, own, pair, depth);
    for (const [key, content] of own) value[key] = content;
    return value;
  }

  private isMerge({ key }: Pair): boolean {
    return this.reading === "kubernetes" && isScalar(key) && key.source === "<<" && key.type === Scalar.PLAIN;
  }

  /** To the API server a key that is merged in and there as well is there twice. */
  private merge(value: Record<string, unknown>, own: Map<string, unknown>, pair: Pair, depth: number): void {
    const merged = this.convertOptional(pair.value, depth + 1);
    for (const source of Array.isArray(merged) ? merged : [merged]) {
      if (!isRecord(source)) {
        this.fault(pair.key, "merge-invalid", "`<<` takes an alias of a map, or a list of them.");
        continue;
      }
      for (const key of Object.keys(source).filter((each) => own.has(each) || each in value))
        this.fault(
          pair.key,
          "key-duplicate",
          `\`<<\` brings \`${key}\`, which is there as well, and the API server refuses that. Write the map out.`,
        );
      Object.assign(value, source);
    }
  }

  private addPair(own: Map<string, unknown>, pair: Pair, depth: number): void {
    const key = this.keyOf(pair);
    // It would be in every pointer and message about what is below it.
    if (key.length > MAX_KEY)
      return this.fault(pair.key, "key-too-long", `A key has at most ${MAX_KEY} characters. Shorten it.`);
    if (own.has(key))
      this.fault(
        pair.key,
        "key-duplicate",
        `\`${key}\` is there twice, and readers disagree which counts. Remove one.`,
      );
    own.set(key, this.convertOptional(pair.value, depth + 1));
  }

  /** Words such as `on` are text to every reader where they stand as keys; numbers, dates and `true` are not. */
  private keyOf({ key }: Pair): string {
    const value = isScalar(key) ? this.valueOf(key) : undefined;
    if (typeof value === "string") return value;
    if (value instanceof Ambiguous && value.reading === "boolean") return value.source;
    if (isScalar(key) && key.source) {
      this.fault(
        key,
        "key-not-text",
        `The key \`${key.source.slice(0, 80)}\` is no text to every YAML reader. Quote it: "${key.source}".`,
      );
      return key.source;
    }
    this.fault(key, "key-not-text", "A key must be text, neither empty nor a list, a map or an alias.");
    return "";
  }

  private convertScalar(scalar: Scalar): unknown {
    this.refuseEscapes(scalar);
    const value = this.valueOf(scalar);
    if (typeof value === "number" && !Number.isFinite(value))
      this.fault(scalar, "number-not-finite", `\`${scalar.source}\` is no number that JSON has. Quote it.`);
    return value;
  }

  /** JSON has some that Go's reader of YAML does not know. */
  private refuseEscapes({ type, range }: Scalar): void {
    if (type !== Scalar.QUOTE_DOUBLE || !range) return;
    const written = this.text.slice(range[0], range[1]);
    const escape = written.includes("\\") ? UNKNOWN_ESCAPE.exec(written)?.[1] : undefined;
    if (escape !== undefined)
      this.faults.push({
        code: "escape-unknown",
        detail: `Flux's reader does not know the escape \`${escape}\`. Write the character itself.`,
        offset: range[0],
      });
  }

  private valueOf({ value, source = "", type, tag }: Scalar): unknown {
    if (type === Scalar.PLAIN && tag === undefined && this.reading === "kubernetes")
      return plainValue(source);
    // Of `!!timestamp` and `!!binary`.
    if (value instanceof Date) return new Ambiguous(source, "date");
    return value instanceof Uint8Array ? Buffer.from(value).toString() : value;
  }

  private convertAlias(alias: Node & { source: string }, depth: number): unknown {
    const target = this.anchors.get(alias.source);
    if (!target) {
      // Its name may be a secret that begins with `*`.
      this.fault(
        alias,
        "alias-unknown",
        "It is an alias, and no anchor of its name stands before it. Quote it if it is text.",
      );
      return undefined;
    }
    if (this.open.has(target)) {
      this.fault(alias, "alias-cycle", "This alias stands inside of what it repeats. Write the value out.");
      return undefined;
    }
    const before = this.isRepeating;
    this.isRepeating = true;
    const value = this.convert(target, depth + 1);
    this.isRepeating = before;
    return value;
  }

  /** Said once; what lies beyond is not looked at. */
  private hasRoom(node: Node, depth: number): boolean {
    this.nodes++;
    if (depth > MAX_DEPTH) {
      if (!this.faults.some(({ code }) => code === "yaml-too-deep"))
        this.fault(node, "yaml-too-deep", `It is nested deeper than ${MAX_DEPTH} levels.`);
      return false;
    }
    if (this.isRepeating) this.repeated++;
    const hasRoom = this.nodes <= MAX_NODES && this.repeated <= MAX_REPEATED;
    if (!hasRoom && !this.faults.some(({ code }) => code === "yaml-too-large"))
      this.fault(
        node,
        "yaml-too-large",
        `It has more than ${this.nodes > MAX_NODES ? `${MAX_NODES} values` : `${MAX_REPEATED} values by aliases`}. Split the file, or write it simpler.`,
      );
    return hasRoom;
  }

  private fault(node: unknown, code: string, detail: string): void {
    this.faults.push({ code, detail, offset: (node as Node | null)?.range?.[0] ?? 0 });
  }

  offsetOf(root: Node | null, path: readonly (string | number)[], fallback: number): number {
    let offset = root?.range?.[0] ?? fallback;
    let node: unknown = root;
    for (const [depth, step] of path.entries()) {
      const pair = this.stepInto(node, step);
      if (!pair) return offset;
      const isLast = depth === path.length - 1;
      // A key says more than the value, which may be on another line.
      offset =
        ((isLast ? pair.key : undefined) as Node | undefined)?.range?.[0] ??
        (pair.value as Node | null)?.range?.[0] ??
        offset;
      node = pair.value;
    }
    return offset;
  }

  private stepInto(from: unknown, step: string | number): { key?: unknown; value: unknown } | undefined {
    const node = isAlias(from) ? this.anchors.get(from.source) : from;
    if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      return item === undefined ? undefined : { value: item };
    }
    if (!isMap(node)) return undefined;
    return node.items.find(({ key }) => isScalar(key) && (key.value === step || key.source === step));
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Ambiguous);
