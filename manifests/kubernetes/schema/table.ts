import { kinds, types } from "../../../generated/kubernetes-schema.ts";
import { ruleTable } from "../rules/index.ts";
import { OPTIONAL } from "./optional.ts";
import { readTypes } from "./notation.ts";
import type { ObjectType } from "./types.ts";

/** The type of a kind that Kubernetes serves; undefined for others, custom resources among them. */
export function typeOfKind(apiVersion: string, kind: string): ObjectType | undefined {
  const key = `${apiVersion} ${kind}`;
  return Object.hasOwn(kinds, key) ? typeNamed(kinds[key]!) : undefined;
}

/** The API versions that serve a kind. */
export const apiVersionsOf = (kind: string): string[] =>
  Object.keys(kinds)
    .filter((key) => key.endsWith(` ${kind}`))
    .map((key) => key.slice(0, key.indexOf(" ")));

/** The kinds of an API version. */
export const kindsOf = (apiVersion: string): string[] =>
  Object.keys(kinds)
    .filter((key) => key.startsWith(`${apiVersion} `))
    .map((key) => key.slice(apiVersion.length + 1));

/** Every type of the table, for tests. */
export const typeNames = (): string[] => Object.keys(types);

/** A type by its name in the table. */
export const typeNamed: (id: string) => ObjectType = readTypes(types, {
  rulesOf: (id) => (Object.hasOwn(rules, id) ? rules[id] : undefined),
  isOptional: (field) => OPTIONAL.has(field),
});

const rules = ruleTable(typeNamed);
