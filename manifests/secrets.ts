/** What is said and shown ends in logs, and what is published in a repository: neither is a place for secrets. */
import { isUnknown } from "./kubernetes/rules/rule.ts";
import type { Remark } from "./remark.ts";
import { decode } from "./yaml/decode.ts";
import { readYaml } from "./yaml/read.ts";
import { isRecord } from "./yaml/to-value.ts";

export const SECRET_LITERAL =
  "A secret is written out here, and everybody who can read the GitOps repository can read it. Encrypt it with SOPS, or have an operator make it in the cluster.";

const VALUES = ["data", "stringData"];

export const isSecret = (apiVersion: unknown, kind: unknown): boolean =>
  apiVersion === "v1" && kind === "Secret";

/** The same remark about a Secret without a value of it. */
export function withoutSecret(remark: Remark): Remark {
  const isOfValue = VALUES.includes(String(remark.path[0]));
  if (!isOfValue || (remark.code !== "value-type" && remark.code !== "value-ambiguous")) return remark;
  const { code, path, isWarning, expected = "text" } = remark;
  const detail = `The value must be ${expected}. Quote or encode it.`;
  return { code, path, expected, detail, ...(isWarning && { isWarning }) };
}

/** Secrets that are written out. What Flux puts in is not there yet. */
export function literalSecrets(object: Record<string, unknown>): Remark[] {
  const field = VALUES.find((name) => {
    const entries = object[name];
    return isRecord(entries) && Object.values(entries).some((value) => value !== "" && !isUnknown(value));
  });
  return field === undefined
    ? []
    : [{ code: "secret-literal", path: [field], isWarning: true, detail: SECRET_LITERAL }];
}

/** A file's text, where it may be shown: undefined where a secret is in it, or may be in what cannot be read. */
export function textToShow(bytes: Uint8Array): string | undefined {
  const decoded = decode(bytes);
  if ("fault" in decoded) return undefined;
  const { documents, faults } = readYaml(bytes);
  if (faults.length > 0) return /secret|password|token/i.test(decoded.text) ? undefined : decoded.text;
  return documents.some(({ value }) => holdsSecret(value)) ? undefined : decoded.text;
}

function holdsSecret(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const items = Array.isArray(value["items"]) ? (value["items"] as unknown[]) : [];
  return value["kind"] === "Secret" || "secretGenerator" in value || items.some(holdsSecret);
}
