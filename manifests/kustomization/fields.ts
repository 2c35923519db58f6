/** What a reference of a kustomization is read as. */
export type Role =
  /** A file of Kubernetes objects, or a folder with a kustomization. */
  | "resource"
  /** A folder with a kustomization of kind Component. */
  | "component"
  /** YAML or JSON that is no object: a patch, a replacement, a configuration. */
  | "data"
  /** Any file, which a generator puts into a ConfigMap or Secret. */
  | "input";

/** Fields that hold nothing but paths. */
export const PATH_LISTS: Record<string, Role> = {
  resources: "resource",
  bases: "resource",
  components: "component",
  patchesStrategicMerge: "data",
  configurations: "data",
  crds: "data",
};

/** Fields whose entries have a `path` among others. */
export const ENTRIES_WITH_PATH = ["patches", "patchesJson6902", "replacements"];

export const GENERATORS: Record<string, string> = {
  configMapGenerator: "ConfigMap",
  secretGenerator: "Secret",
};

/** Fields that run or fetch programs. */
export const PLUGINS = [
  "generators",
  "transformers",
  "validators",
  "helmCharts",
  "helmGlobals",
  "helmChartInflationGenerator",
];

/** Kustomize refuses a field that it does not know. Source: `types.Kustomization` of kustomize 5.8. */
export const KNOWN = new Set([
  ...Object.keys(PATH_LISTS),
  ...ENTRIES_WITH_PATH,
  ...Object.keys(GENERATORS),
  ...PLUGINS,
  "apiVersion",
  "kind",
  "metadata",
  "openapi",
  "namePrefix",
  "nameSuffix",
  "namespace",
  "commonLabels",
  "labels",
  "commonAnnotations",
  "images",
  "replicas",
  "vars",
  "sortOptions",
  "generatorOptions",
  "buildMetadata",
]);
