import type { BuiltObject } from "./kustomization/built-object.ts";
import { nameRuleOf } from "./kubernetes/rules/names.ts";
import { judge, quote } from "./kubernetes/rules/rule.ts";
import { isNamespaced, isNamespaceObject } from "./kinds.ts";
import { keyOf, textOf } from "./object-keys.ts";
import { isObjectName, NAME_MAX } from "./names.ts";
import type { ManifestObject } from "./objects.ts";
import type { NamespaceSource, Violation } from "./types.ts";

/** Objects that belong into a namespace and get none: Flux refuses them, and with them the whole environment. */
export function namespaceFaults(
  objects: BuiltObject[],
  source: NamespaceSource,
  bringsKustomization: boolean,
): Violation[] {
  if (typeof source === "string") return [];
  const next = bringsKustomization
    ? "Set `namespace` in the version's own kustomization.yaml, or `metadata.namespace` here."
    : "Register the app with a namespace (`smithctl apps register NAME --namespace NAMESPACE`), or set `metadata.namespace` here.";
  return objects
    .filter(
      ({ object, namespace }) =>
        namespace === undefined && isNamespaced(object.apiVersion, object.kind) === true,
    )
    .map(({ object }) => ({
      code: "namespace-missing",
      ...placeOf(object),
      detail: `The ${object.kind} ${object.name} is in no namespace, and Flux would refuse it. ${next}`,
    }));
}

/** The same object twice: kustomize refuses the build. */
export function duplicateObjects(objects: BuiltObject[]): Violation[] {
  const first = new Map<string, ManifestObject>();
  const violations: Violation[] = [];
  for (const built of objects.filter(({ isRenamed }) => !isRenamed)) {
    const { object, name } = built;
    const key = textOf(keyOf(built));
    const other = first.get(key);
    if (!other) first.set(key, object);
    else
      violations.push({
        code: "object-duplicate",
        ...placeOf(object),
        detail: duplicate(object, other, name),
      });
  }
  return violations;
}

function duplicate(object: ManifestObject, other: ManifestObject, name: string): string {
  if (object.file === other.file && object.document === other.document && object.pointer === other.pointer)
    return `The ${object.kind} ${name} is applied twice: kustomizations name its file more than once. Name it once.`;
  return `The ${object.kind} ${name} is in ${other.file}, line ${other.line}, too. Remove or rename one of them.`;
}

/** Namespaces that a kustomization replaces without a word, as places and as objects. */
export function overriddenNamespaces(objects: BuiltObject[]): Violation[] {
  const renamed = objects
    .filter(({ object, name }) => isNamespaceObject(object.apiVersion, object.kind) && name !== object.name)
    .map(({ object, name }) => ({
      code: "namespace-renamed",
      ...placeOf(object),
      detail: `The kustomization's \`namespace\` makes the Namespace ${object.name} one that is named ${name}. Keep Namespaces elsewhere, such as under infrastructure/.`,
    }));
  const overridden = objects
    .filter(({ object, namespace }) => object.namespace !== undefined && namespace !== object.namespace)
    .map(({ object, namespace }) => ({
      code: "namespace-overridden",
      ...placeOf(object),
      detail: `The ${object.kind} ${object.name} says namespace ${object.namespace}, and the kustomization puts it into ${namespace}.`,
    }));
  return [...renamed, ...overridden];
}

const placeOf = ({ file, document, line, column, pointer }: ManifestObject) => ({
  file,
  document,
  line,
  column,
  pointer,
});

/** Prefixes, suffixes and generators can make names that no object, or none of its kind, can have. */
export function builtNames(built: BuiltObject[]): Violation[] {
  return built
    .filter(({ object, name, isGenerated }) => isGenerated || !isObjectName(name) || name !== object.name)
    .flatMap(({ object, name }) => {
      const expected = nameFaultOf(object, name);
      return expected === undefined
        ? []
        : [
            {
              code: "name-invalid",
              ...placeOf(object),
              detail: `The kustomization gives it the name ${quote(name)}, and a ${object.kind} needs ${expected}. Change the prefix, suffix or name.`,
              expected,
            },
          ];
    });
}

function nameFaultOf({ apiVersion, kind }: ManifestObject, name: string): string | undefined {
  if (!isObjectName(name)) return `a name of at most ${NAME_MAX} characters, without spaces, \`/\` and \`%\``;
  let fault: string | undefined;
  judge(nameRuleOf(apiVersion, kind), name, (_at, { code, expected, detail }) => {
    if (code !== "value-variable") fault = expected ?? detail;
  });
  return fault;
}
