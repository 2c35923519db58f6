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

/** A value that SOPS encrypted. */
export const isCiphertext = (value: unknown): boolean =>
  typeof value === "string" && value.startsWith("ENC[");
/** What SOPS leaves as it is where nobody says otherwise; in what it did not encrypt it is a name like any other. */
const UNENCRYPTED = "_unencrypted";

/** Whether SOPS encrypted it: it notes how in the object. */
export const isEncrypted = ({ sops }: Record<string, unknown>): boolean =>
  isRecord(sops) && Object.keys(sops).length > 0;

/** Secrets that are written out. What Flux puts in, or decrypts, is not there yet. */
export function literalSecrets(object: Record<string, unknown>): Remark[] {
  const isSealed = isEncrypted(object);
  const isHidden = isSealed ? isCiphertext : isUnknown;
  const field = VALUES.find((name) => {
    const entries = object[name];
    return (
      isRecord(entries) &&
      Object.entries(entries).some(
        ([key, value]) => value !== "" && !isHidden(value) && !(isSealed && key.endsWith(UNENCRYPTED)),
      )
    );
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

const PATCHES = ["patches", "patchesStrategicMerge", "patchesJson6902"];

/** A ConfigMap has `data`, too; better too few frames than one too many. */
export const isOfSecret = (pointer: unknown): boolean =>
  typeof pointer === "string" && /^\/(?:data|stringData)(?:\/|$)/.test(pointer);

/** Of patches it may be any value below the fields of a Secret, and any text that is written in place. */
function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((entry) => isRecord(entry) && isOfSecret(entry["path"]));
  if (!isRecord(value)) return false;
  if (PATCHES.some((field) => /secret|stringData/i.test(JSON.stringify(value[field] ?? "")))) return true;
  const items = Array.isArray(value["items"]) ? (value["items"] as unknown[]) : [];
  return value["kind"] === "Secret" || "secretGenerator" in value || items.some(holdsSecret);
}
