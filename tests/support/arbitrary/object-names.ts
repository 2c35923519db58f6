import { createHash } from "node:crypto";
import fc from "fast-check";
import { hostileText, plainLine } from "./text.ts";

/** What an object and the kustomization around it are called. */
export interface Names {
  name: string;
  namespace?: string;
  prefix?: string;
  suffix?: string;
  /** Of what a generator makes. */
  generated?: string;
}

/** Longer than a database takes into an index, and nothing that it could make shorter. */
export const LONG_NAME = Array.from({ length: 200 }, (_, index) =>
  createHash("sha256").update(String(index)).digest("hex").slice(0, 40),
).join("-");

const long = fc
  .tuple(fc.nat(150), fc.nat(50))
  .map(([groups, from]) => LONG_NAME.slice(41 * from, 41 * (from + groups + 1) - 1));

const names = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z0-9]([-a-z0-9.]{0,20}[a-z0-9])?$/) },
  { weight: 2, arbitrary: hostileText },
  { weight: 1, arbitrary: plainLine(300) },
  { weight: 1, arbitrary: fc.integer({ min: 252, max: 254 }).map((length) => "\u{4e00}".repeat(length)) },
  { weight: 1, arbitrary: long },
);

/** A namespace with a variable may be any text. */
const namespaces = fc.oneof(
  names,
  names.map((name) => "${" + name),
);

/** Good and bad ones, in every place where one may stand. */
export const objectNames: fc.Arbitrary<Names> = fc.record(
  { name: names, namespace: namespaces, prefix: names, suffix: names, generated: names },
  { requiredKeys: ["name"] },
);

/** A kustomization of what is called so, and the one file that it names. */
export function namedFiles(
  { name, namespace, prefix, suffix, generated }: Names,
  app: string,
): [string, string][] {
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: namespace ?? app } };
  const kustomization = {
    resources: ["config.json"],
    ...(prefix !== undefined && { namePrefix: prefix }),
    ...(suffix !== undefined && { nameSuffix: suffix }),
    ...(generated !== undefined && {
      configMapGenerator: [{ name: generated, namespace: app, literals: ["a=b"] }],
    }),
  };
  const isNeeded = Object.keys(kustomization).length > 1;
  const files: [string, object][] = [
    ["config.json", object],
    ...(isNeeded ? [["kustomization.yaml", kustomization] as [string, object]] : []),
  ];
  // YAML takes less as it is than JSON does.
  const escaped = (content: object) =>
    JSON.stringify(content).replace(
      /[\x7f-\u009f\ufeff\uffff]/g,
      (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  return files.map(([path, content]) => [path, escaped(content)]);
}
