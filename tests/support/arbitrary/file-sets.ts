import { createHash } from "node:crypto";
import fc from "fast-check";
import { filesOf } from "../publish.ts";
import { manifestFiles, manifestOf, objectFiles, type ManifestPlan } from "./manifests.ts";

type Manifest = [path: string, content: ManifestPlan];

/** The files of a version that passes every check. */
export interface FileSetPlan {
  common: Manifest[];
  /** What is for one environment: in the place of a common file, or beside them. */
  own: { environment: string; manifest: Manifest; replaces: number | undefined }[];
  /** Where it brings a kustomization of its own. */
  kustomization: "nowhere" | "kustomization.yaml" | "kustomization.yml" | "bundle" | "staging";
  /** What the kustomization makes a ConfigMap of: any bytes. */
  inputs: [name: string, bytes: Uint8Array][];
}

const isUnspecial = (path: string) => !/(^|\/)(kustomization|version)\.ya?ml$/i.test(path);
const paths = fc
  .tuple(
    fc.array(fc.constantFrom("a", "B", "base", "deploy-1", "x.d"), { maxLength: 3 }),
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,12}$/),
    fc.constantFrom(".yaml", ".yml", ".json"),
  )
  .map(([folders, name, extension]) => [...folders, name + extension].join("/"))
  .filter(isUnspecial);
const manifests = fc.tuple(paths, manifestFiles);
const withoutCase = { selector: ([name]: [string, unknown]) => name.toLowerCase() };

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom(
    ...[
      "",
      "\r\n",
      "\0",
      "\ufeff",
      "a\r\nb\rc\n",
      "data 3\nabc\n",
      "version https://git-lfs.github.com/spec/v1\n",
    ].map((each) => new Uint8Array(Buffer.from(each))),
  ),
  fc.constant(new Uint8Array(Array.from({ length: 70_000 }, (_, index) => index % 251))),
);
const inputs = fc.tuple(fc.stringMatching(/^[a-z0-9][A-Za-z0-9._-]{0,12}$/).filter(isUnspecial), bytes);

export const fileSets: fc.Arbitrary<FileSetPlan> = fc.record({
  common: fc
    .tuple(fc.tuple(paths, objectFiles), fc.array(manifests, { maxLength: 3 }))
    .map(([first, others]) => [first, ...others].filter(isFirst)),
  own: fc.uniqueArray(
    fc.record({
      environment: fc.constantFrom("staging", "production", "elsewhere"),
      manifest: manifests,
      replaces: fc.option(fc.nat(3), { nil: undefined }),
    }),
    {
      selector: ({ environment, manifest: [path], replaces }) =>
        `${environment}/${replaces ?? path.toLowerCase()}`,
      maxLength: 3,
    },
  ),
  kustomization: fc.constantFrom("nowhere", "kustomization.yaml", "kustomization.yml", "bundle", "staging"),
  inputs: fc.uniqueArray(inputs, { ...withoutCase, maxLength: 3 }),
});

function isFirst([path]: Manifest, index: number, all: Manifest[]): boolean {
  return all.findIndex(([other]) => other.toLowerCase() === path.toLowerCase()) === index;
}

/** The files, `version.yml` among them. Objects are named after the path at which they will lie. */
export function fileSetOf(
  { common, own, kustomization, inputs }: FileSetPlan,
  version: { app: string; id: string },
) {
  const named = ([path, plan]: Manifest) =>
    manifestOf(plan, `a${createHash("sha1").update(path).digest("hex")}`);
  const owned = own.map(({ environment, manifest: [path, plan], replaces }) => ({
    environment,
    manifest: [
      replaces === undefined ? `only/${path}` : common[replaces % common.length]![0],
      plan,
    ] as Manifest,
  }));
  const all = new Map<string, Uint8Array>([
    ["version.yml", Buffer.from(filesOf({ app: version.app, version: version.id })["version.yml"]!)],
    ...common.map((manifest) => [manifest[0], named(manifest)] as const),
    ...owned.map(
      ({ environment, manifest }) => [`environments/${environment}/${manifest[0]}`, named(manifest)] as const,
    ),
    ...kustomizationOf({ common, kustomization, inputs }, version.app),
  ]);
  return [...all].map(([path, content]) => ({ path, bytes: content }));
}

const PLACES = {
  nowhere: undefined,
  "kustomization.yaml": "kustomization.yaml",
  "kustomization.yml": "kustomization.yml",
  bundle: "bundle/kustomization.yaml",
  staging: "environments/staging/kustomization.yaml",
};

function kustomizationOf(
  { common, kustomization, inputs }: Pick<FileSetPlan, "common" | "kustomization" | "inputs">,
  namespace: string,
): [path: string, bytes: Uint8Array][] {
  const place = PLACES[kustomization];
  if (place === undefined) return [];
  const isRoot = kustomization !== "bundle";
  const content = {
    ...(isRoot && { namespace, resources: common.map(([path]) => path) }),
    configMapGenerator: [
      { name: "inputs", files: inputs.map(([name], index) => `key-${index}=files/${name}`) },
    ],
  };
  const folder = place.slice(0, place.lastIndexOf("/") + 1);
  return [
    [place, Buffer.from(JSON.stringify(content))],
    ...inputs.map(([name, content]) => [`${folder}files/${name}`, content] as [string, Uint8Array]),
  ];
}
