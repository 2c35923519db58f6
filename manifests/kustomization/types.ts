/** The types of kustomize 5.8's own API (sigs.k8s.io/kustomize/api/types), in the notation of the Kubernetes schema table. */
import { annotations, labels } from "../kubernetes/rules/metadata.ts";
import type { RuleTable } from "../kubernetes/rules/rule.ts";
import { checkObject } from "../kubernetes/schema/check.ts";
import { readTypes } from "../kubernetes/schema/notation.ts";
import { placeOf, toViolation } from "../place.ts";
import type { Violation } from "../types.ts";
import type { YamlDocument } from "../yaml/types.ts";

const generatorArgs =
  "name:string; namespace:string; behavior:string; literals:[string; files:[string; envs:[string; env:string; options:kustomize.GeneratorOptions";

const typeNamed = readTypes(
  {
    "kustomize.Kustomization": [
      "apiVersion:string; kind:string; metadata:any; openapi:{string; namePrefix:string; nameSuffix:string; namespace:string",
      "commonLabels:{string; commonAnnotations:{string; labels:[kustomize.Label; images:[kustomize.Image; replicas:[kustomize.Replica",
      "resources:[string; bases:[string; components:[string; crds:[string; configurations:[string; patchesStrategicMerge:[string",
      "patches:[kustomize.Patch; patchesJson6902:[kustomize.Patch; replacements:[kustomize.Replacement; vars:[any",
      "configMapGenerator:[kustomize.ConfigMapArgs; secretGenerator:[kustomize.SecretArgs; generatorOptions:kustomize.GeneratorOptions",
      "generators:[string; transformers:[string; validators:[string; helmCharts:[any; helmGlobals:any; helmChartInflationGenerator:[any",
      "sortOptions:kustomize.SortOptions; buildMetadata:[string",
    ].join("; "),
    "kustomize.SortOptions": "order:(fifo|legacy); legacySortOptions:any",
    "kustomize.Label": "pairs:{string; includeSelectors:boolean; includeTemplates:boolean; fields:[any",
    "kustomize.Image": "name:string; newName:string; newTag:string; tagSuffix:string; digest:string",
    "kustomize.Replica": "name:string; count:int64",
    "kustomize.Patch": "path:string; patch:string; target:kustomize.Selector; options:{boolean",
    "kustomize.Selector":
      "group:string; version:string; kind:string; name:string; namespace:string; annotationSelector:string; labelSelector:string",
    "kustomize.Replacement":
      "path:string; source:kustomize.SourceSelector; sourceValue:string; targets:[kustomize.TargetSelector",
    "kustomize.SourceSelector":
      "group:string; version:string; kind:string; name:string; namespace:string; fieldPath:string; options:kustomize.FieldOptions",
    "kustomize.TargetSelector":
      "select:kustomize.Selector; reject:[kustomize.Selector; fieldPaths:[string; options:kustomize.FieldOptions",
    "kustomize.FieldOptions": "delimiter:string; index:int64; encoding:string; create:boolean",
    "kustomize.GeneratorOptions":
      "labels:{string; annotations:{string; disableNameSuffixHash:boolean; immutable:boolean",
    "kustomize.ConfigMapArgs": generatorArgs,
    "kustomize.SecretArgs": `${generatorArgs}; type:string`,
  },
  { rulesOf: (id) => RULES[id] },
);

/** What it puts into objects has to be right there. */
const RULES: RuleTable = {
  "kustomize.Kustomization": {
    mirrors: "ValidateLabels, ValidateAnnotations",
    fields: { commonLabels: labels, commonAnnotations: annotations },
  },
  "kustomize.Label": { mirrors: "ValidateLabels", fields: { pairs: labels } },
};

/** What kustomize, which reads its own files strictly, would refuse below the fields that a kustomization has. */
export function kustomizationFormFaults(
  source: string,
  document: YamlDocument,
  root: Record<string, unknown>,
): Violation[] {
  return checkObject(typeNamed("kustomize.Kustomization"), root)
    .filter(({ isWarning, path }) => !isWarning && path.length > 1)
    .map((found) => ({
      ...toViolation(found, placeOf(source, document, [...found.path])),
      ...(found.code === "field-unknown" && {
        code: "kustomization-field-unknown",
        detail: found.detail.replace(
          ", and Flux would leave it out without a word",
          ", and kustomize would refuse the build",
        ),
      }),
    }));
}
