/** Source: pkg/apis/core/validation/validation.go, validateProjectedVolumeSource, validateProjectionSources. */
import { fileInVolume } from "../../formats/paths.ts";
import { atMostOne } from "../one-of-fields.ts";
import {
  between,
  isUnknown,
  list,
  map,
  text,
  type Check,
  type Fields,
  type Path,
  type RuleTable,
} from "../rule.ts";
import { fileMode } from "./downward-api.ts";
import { needs } from "./volumes.ts";

/** What the server takes part in; it leaves clusterTrustBundle and podCertificate out. */
const SOURCES = ["secret", "configMap", "downwardAPI", "serviceAccountToken"];

const WITH_ITEMS = ["secret", "configMap", "downwardAPI"];

const TEN_MINUTES = 600;

/** The paths of all files that a source gives, but that of a token, which the server does not compare. */
function filesOf(source: Fields): { path: string; at: Path }[] {
  return WITH_ITEMS.flatMap((field) =>
    list(map(source, field), "items").map((item, index) => ({
      path: text(item, "path"),
      at: [field, "items", index, "path"],
    })),
  );
}

const pathsAreUnique: Check<readonly Fields[]> = (sources, report) => {
  const seen = new Set<string>();
  sources.forEach((source, index) => {
    for (const { path, at } of filesOf(source ?? {})) {
      if (isUnknown(path)) continue;
      if (seen.has(path))
        report([index, ...at], {
          code: "value-duplicate",
          detail: `\`${path}\` is there twice. Change one of them.`,
        });
      seen.add(path);
    }
  });
};

export const projectedVolumeRules: RuleTable = {
  "core/v1.ProjectedVolumeSource": {
    mirrors: "validateProjectedVolumeSource",
    fields: { defaultMode: fileMode, sources: pathsAreUnique },
  },
  "core/v1.VolumeProjection": {
    mirrors: "validateProjectionSources",
    whole: [atMostOne(SOURCES, "where the files come from")],
  },
  "core/v1.SecretProjection": { mirrors: "validateProjectionSources", whole: [needs("name")] },
  "core/v1.ConfigMapProjection": { mirrors: "validateProjectionSources", whole: [needs("name")] },
  "core/v1.ServiceAccountTokenProjection": {
    mirrors: "validateProjectionSources",
    fields: { path: fileInVolume, expirationSeconds: between(TEN_MINUTES, 2 ** 32) },
  },
};
