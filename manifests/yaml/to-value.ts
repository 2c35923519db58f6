import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { numberOrText } from "./plain-scalar.ts";
import type { Reading, YamlFault } from "./types.ts";

const MAX_DEPTH = 100;
/** Nodes with every alias in full. A file of 1 MiB without aliases has fewer; one with them could have billions. */
const MAX_NODES = 1_000_000;

interface Converted {
  value: unknown;
  faults: YamlFault[];
  /** The offset of the node at a path, or of the nearest one around it. */
  offsetOf(path: readonly (string | number)[]): number;
}

/** A document as plain values, with what is wrong with its keys, aliases and depth. */
export function toValue(document: Document, reading: Reading): Converted {
  const conversion = new Conversion(reading);
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
  private readonly anchors = new Map<string, Node>();
  /** What is being converted, from the root down to here. */
  private readonly open = new Set<Node>();
  private nodes = 0;

  constructor(reading: Reading) {
    this.reading = reading;
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
    return isScalar(node) ? valueOf(node) : undefined;
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
    const merged: unknown[] = [];
    for (const pair of map.items) {
      if (isMerge(pair) && this.reading === "kubernetes")
        merged.push(this.convertOptional(pair.value, depth + 1));
      else this.addPair(own, pair, depth);
    }
    // Without a prototype's own names: `__proto__` is a key like any other.
    const value = Object.create(null) as Record<string, unknown>;
    for (const source of merged.flat().reverse()) if (isRecord(source)) Object.assign(value, source);
    for (const [key, content] of own) value[key] = content;
    return value;
  }

  private addPair(own: Map<string, unknown>, pair: Pair, depth: number): void {
    const key = this.keyOf(pair);
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
    const value = isScalar(key) ? valueOf(key) : undefined;
    if (typeof value === "string") return value;
    if (isScalar(key) && key.source) {
      if (typeof key.value === "boolean" && !/^(?:true|false)$/i.test(key.source)) return key.source;
      this.fault(
        key,
        "key-not-text",
        `The key \`${key.source}\` is no text to every YAML reader. Quote it: "${key.source}".`,
      );
      return key.source;
    }
    this.fault(key, "key-not-text", "A key must be text, neither empty nor a list, a map or an alias.");
    return "";
  }

  private convertAlias(alias: Node & { source: string }, depth: number): unknown {
    const target = this.anchors.get(alias.source);
    if (!target) {
      this.fault(alias, "alias-unknown", `No \`&${alias.source}\` stands before this alias.`);
      return undefined;
    }
    if (this.open.has(target)) {
      this.fault(
        alias,
        "alias-cycle",
        `\`*${alias.source}\` stands inside of what it repeats. Write the value out.`,
      );
      return undefined;
    }
    return this.convert(target, depth + 1);
  }

  /** Said once; what lies beyond is not looked at. */
  private hasRoom(node: Node, depth: number): boolean {
    this.nodes++;
    if (depth > MAX_DEPTH) {
      if (!this.faults.some(({ code }) => code === "yaml-too-deep"))
        this.fault(node, "yaml-too-deep", `It is nested deeper than ${MAX_DEPTH} levels.`);
      return false;
    }
    if (this.nodes === MAX_NODES)
      this.fault(
        node,
        "yaml-too-large",
        "With its aliases written out it is too large. Write what is repeated once.",
      );
    return this.nodes < MAX_NODES;
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

const valueOf = ({ value, source }: Scalar) => numberOrText(value, source ?? "");

const isMerge = ({ key }: Pair) => isScalar(key) && key.source === "<<" && key.type === "PLAIN";

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);
