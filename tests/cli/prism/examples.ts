import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { operationRoutes } from "../../../generated/client.ts";

export type OperationName = keyof typeof operationRoutes;

/** An answer that the contract shows for an operation. */
export interface Example {
  operation: OperationName;
  status: number;
  /** The key of the example, which of a failure is its problem's code; empty where there is nothing to show. */
  name: string;
  value: unknown;
}

interface Node {
  [key: string]: Node | undefined;
}

const contract = parse(readFileSync("openapi.yaml", "utf8")) as Node;

/** Every answer of every operation: each named example, and each status that has no body. */
export const examples: Example[] = Object.entries(operationRoutes).flatMap(([operation, { method, path }]) =>
  Object.entries(at(contract, "paths", path, method, "responses")).flatMap(([status, response]) =>
    namedExamples(resolved(response)).map(([name, value]) => ({
      operation: operation as OperationName,
      status: Number(status),
      name,
      value,
    })),
  ),
);

/** The operations that the contract itself names, which those of the generated client have to be. */
export const operationsOfContract: string[] = Object.values(contract["paths"]!)
  .flatMap((item) => Object.values(item ?? {}))
  .map((operation) => operation?.["operationId"] as unknown)
  .filter((id) => typeof id === "string");

function namedExamples(response: Node): [string, unknown][] {
  const [media] = Object.values(response["content"] ?? {});
  if (!media) return [["", undefined]];
  return Object.entries(at(media, "examples")).map(([name, example]) => [name, resolved(example)["value"]]);
}

function at(node: Node, ...keys: string[]): Node {
  return keys.reduce((found, key) => resolved(found)[key] ?? missing(keys), node);
}

function resolved(node: Node | undefined): Node {
  const reference = node?.["$ref"] as unknown;
  return typeof reference === "string" ? at(contract, ...reference.slice(2).split("/")) : (node ?? {});
}

function missing(keys: string[]): never {
  throw new Error(`the contract has no ${keys.join(" ")}`);
}
