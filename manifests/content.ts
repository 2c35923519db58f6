import { checkCustomResource } from "./custom-resources/check.ts";
import type { CustomKinds } from "./custom-resources/schema.ts";
import { checkManifest, checkMetadata, checkObjectMeta } from "./kubernetes/check-manifest.ts";
import { notServed } from "./kubernetes/served.ts";
import { groupOf } from "./kinds.ts";
import type { Remark } from "./remark.ts";
import { isEncrypted, isSecret, literalSecrets, withoutSecret } from "./secrets.ts";
import { Ambiguous } from "./yaml/plain-scalar.ts";
import { isRecord } from "./yaml/to-value.ts";

/**
 * Holds an object against what Kubernetes knows of its kind, or against the definition of a custom one. An object that
 * SOPS encrypted has the form of its plain text only for Flux.
 */
export function checkContent(
  apiVersion: string,
  kind: string,
  object: Record<string, unknown>,
  custom: CustomKinds,
): Remark[] {
  const unserved = notServed(apiVersion, kind);
  const remarks: Remark[] = unserved ? [{ ...unserved, path: [unserved.field] }] : [];
  if (isEncrypted(object))
    return isSecret(apiVersion, kind) ? [...remarks, ...literalSecrets(object)] : remarks;
  const builtIn = checkManifest(apiVersion, kind, object);
  remarks.push(...(builtIn ?? checkCustom(apiVersion, kind, object, custom)));
  if (!isSecret(apiVersion, kind)) return withOneVariable(remarks);
  return withOneVariable([...remarks.map(withoutSecret), ...literalSecrets(object)]);
}

function checkCustom(
  apiVersion: string,
  kind: string,
  object: Record<string, unknown>,
  custom: CustomKinds,
): Remark[] {
  const declared = custom.get(`${groupOf(apiVersion)} ${kind}`);
  const version = declared?.versions.get(apiVersion.slice(apiVersion.lastIndexOf("/") + 1));
  const remarks: Remark[] = checkMetadata(object);
  if (declared && !version) {
    const served = [...declared.versions.keys()].join(", ");
    const detail = `The definition of ${kind} serves ${served || "no version"}. Use one of these.`;
    remarks.push({ code: "api-version-not-served", path: ["apiVersion"], detail });
  }
  if (version?.schema)
    remarks.push(
      ...checkCustomResource(version.schema, object, { ...version, metadataFaults: checkObjectMeta }),
    );
  else if (!version) remarks.push(...untypedScalars(object));
  return remarks;
}

/** Where no schema says what is meant, readers that disagree are worth a word. */
function untypedScalars(value: unknown, path: (string | number)[] = []): Remark[] {
  if (value instanceof Ambiguous)
    return [
      {
        code: "value-ambiguous",
        path,
        isWarning: true,
        detail:
          value.reading === "date"
            ? `Flux takes \`${value.source}\` for a time and writes it out in full. Quote it if it is text.`
            : `\`${value.source}\` is text to some YAML readers and a boolean to others. Quote it, or write true or false.`,
      },
    ];
  if (Array.isArray(value)) return value.flatMap((item, index) => untypedScalars(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    path.length === 0 && key === "metadata" ? [] : untypedScalars(item, [...path, key]),
  );
}

/** That variables are not checked is said once for an object. */
function withOneVariable(remarks: Remark[]): Remark[] {
  let isSaid = false;
  return remarks.filter(({ code }) => {
    if (code !== "value-variable") return true;
    const isFirst = !isSaid;
    isSaid = true;
    return isFirst;
  });
}
