/**
 * The Kubernetes API's types, one line each, read from the npm package `kubernetes-models`: fields and enums from its type
 * declarations, formats by asking its validators. manifests/kubernetes/schema/notation.ts explains the notation.
 */
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import * as ts from "typescript";

/** What kubernetes-models 5.1.0 was made from: its types have the very fields of Kubernetes' release-1.36. */
const KUBERNETES = "1.36";

const require = createRequire(import.meta.url);
const models = dirname(require.resolve("kubernetes-models/package.json"));
const machinery = dirname(
  createRequire(join(models, "package.json")).resolve("@kubernetes-models/apimachinery/package.json"),
);

/** A served API version is stable; others are off unless an administrator switches them on. */
const STABLE = /^(?:[a-z0-9.-]+\/)?v\d+\//;

/** Types that are written as something else than the map that their declaration says. */
const SPECIAL: Record<string, string> = {
  IoK8sApimachineryPkgApiResourceQuantity: "quantity",
  IoK8sApimachineryPkgUtilIntstrIntOrString: "intOrString",
  IoK8sApimachineryPkgApisMetaV1Time: "time",
  IoK8sApimachineryPkgApisMetaV1MicroTime: "microTime",
  IoK8sApimachineryPkgApisMetaV1FieldsV1: "any",
  IoK8sApimachineryPkgRuntimeRawExtension: "any",
  IoK8sApiextensionsApiserverPkgApisApiextensionsV1JSON: "any",
  IoK8sApiextensionsApiserverPkgApisApiextensionsV1JSONSchemaPropsOrArray: "any",
  IoK8sApiextensionsApiserverPkgApisApiextensionsV1JSONSchemaPropsOrBool: "any",
  IoK8sApiextensionsApiserverPkgApisApiextensionsV1JSONSchemaPropsOrStringArray: "any",
};

interface Declaration {
  /** As this table calls it, such as `core/v1.ServicePort`. */
  id: string;
  /** As the package's validators call it. */
  definition: string;
  fields: ts.PropertySignature[];
}

export async function kubernetesSchema(): Promise<string> {
  const declarations = [
    ...(await declarationsIn(models, (path) => STABLE.test(path))),
    ...(await declarationsIn(machinery, (path) => path.startsWith("apis/meta/v1/"))),
  ];
  const ids = new Map(declarations.map(({ definition, id }) => [definition, id]));
  const types: Record<string, string> = {};
  const kinds: Record<string, string> = {};
  for (const declaration of declarations) {
    const { id, fields } = declaration;
    const kind = kindOf(fields);
    if (kind?.endsWith("List")) continue;
    if (kind !== undefined) kinds[kind] = id;
    const missedIn = await validatorOf(declaration);
    types[id] = fields.map((field) => fieldText(field, { id, ids, missedIn })).join("; ");
  }
  const used = reachable(types, Object.values(kinds));
  const entries = (record: Record<string, string>, isWanted: (key: string) => boolean) =>
    Object.keys(record)
      .filter(isWanted)
      .sort()
      .map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(record[key])},`)
      .join("\n");
  return `/** Generated from the npm package kubernetes-models by \`npm run generate\`; never edited. Read by manifests/kubernetes/schema. */

/** The type of each kind that is served. */
export const kinds: Readonly<Record<string, string>> = {
${entries(kinds, () => true)}
};

/** The fields of each type: \`name:type\`, and \`name!:type\` where it is required, with a semicolon between. */
export const types: Readonly<Record<string, string>> = {
${entries(types, (id) => used.has(id))}
};
`;
}

async function declarationsIn(root: string, isWanted: (path: string) => boolean): Promise<Declaration[]> {
  const paths = (await readdir(root, { recursive: true })).filter(
    (path) => path.endsWith(".d.ts") && isWanted(path) && !path.endsWith("index.d.ts"),
  );
  return paths.flatMap((path) => declarationIn(join(root, path), idOf(relative(root, join(root, path)))));
}

/** `apps/v1/Deployment.d.ts` is `apps/v1.Deployment`; `v1/Pod.d.ts` is `core/v1.Pod`, and `apis/meta/v1/Time.d.ts` `meta/v1.Time`. */
function idOf(path: string): string {
  const steps = path.replace(/\.d\.ts$/, "").split("/");
  const [group = "core", version, name] = steps.length === 2 ? [undefined, ...steps] : steps.slice(-3);
  return `${group}/${version}.${name}`;
}

function declarationIn(path: string, id: string): Declaration[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const name = id.slice(id.lastIndexOf(".") + 1);
  const declared = source.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === `I${name}`,
  ) as ts.InterfaceDeclaration | undefined;
  // `export type { IServicePort as IIoK8sApiCoreV1ServicePort, … }`
  const definition = /\bas I(IoK8s\w+)/.exec(source.text)?.[1];
  if (!declared || definition === undefined) return [];
  const fields = declared.members.filter((member) => ts.isPropertySignature(member));
  return [{ id, definition, fields }];
}

const nameOf = (field: ts.PropertySignature) => (field.name as ts.StringLiteral).text;

/** `apps/v1 Deployment`, of what has a fixed apiVersion and kind. */
function kindOf(fields: ts.PropertySignature[]): string | undefined {
  const literal = (name: string) => {
    const type = fields.find((field) => nameOf(field) === name)?.type;
    return type && ts.isLiteralTypeNode(type) ? (type.literal as ts.StringLiteral).text : undefined;
  };
  const [apiVersion, kind] = [literal("apiVersion"), literal("kind")];
  return apiVersion === undefined || kind === undefined ? undefined : `${apiVersion} ${kind}`;
}

interface Scope {
  id: string;
  ids: Map<string, string>;
  /** What the package's validator misses in a value of a field: its keyword, and the format where that is it. */
  missedIn: (field: string, value: unknown) => { keyword?: string; format?: string };
}

function fieldText(field: ts.PropertySignature, scope: Scope): string {
  const name = nameOf(field);
  const isTypeMeta = ["apiVersion", "kind"].includes(name) && ts.isLiteralTypeNode(field.type!);
  const mark = field.questionToken || isTypeMeta ? "" : "!";
  return `${name}${mark}:${isTypeMeta ? "string" : typeText(field.type!, name, scope, (probe) => probe)}`;
}

function typeText(type: ts.TypeNode, field: string, scope: Scope, wrap: (probe: unknown) => unknown): string {
  const within = (inner: ts.TypeNode, outer: (probe: unknown) => unknown) =>
    typeText(inner, field, scope, (probe) => wrap(outer(probe)));
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return "boolean";
  if (type.kind === ts.SyntaxKind.NumberKeyword) {
    if (scope.missedIn(field, wrap(1.5)).keyword !== "type") return "double";
    return scope.missedIn(field, wrap(2 ** 40)).format ?? "int64";
  }
  if (type.kind === ts.SyntaxKind.StringKeyword)
    return scope.missedIn(field, wrap("?\0")).format === "byte" ? "bytes" : "string";
  const words = wordsOf(type);
  if (words) return `(${words.join("|")})`;
  if (ts.isTypeLiteralNode(type)) {
    const [member] = type.members;
    if (member && ts.isIndexSignatureDeclaration(member))
      return `{${within(member.type, (probe) => ({ key: probe }))}`;
    // The one type that is written out where it is used.
    if (scope.id === "apps/v1.StatefulSetSpec") return "core/v1.PersistentVolumeClaim";
  }
  if (ts.isTypeReferenceNode(type)) {
    const name = (type.typeName as ts.Identifier).text;
    if (name === "Array") return `[${within(type.typeArguments![0]!, (probe) => [probe])}`;
    if (name === "IJSONSchemaProps") return scope.id;
    const definition = name.slice(1);
    const known = SPECIAL[definition] ?? scope.ids.get(definition);
    if (known !== undefined) return known;
  }
  throw new Error(`${scope.id}: ${field} is of a type that is not known here: ${type.getText()}`);
}

/** The words of `"TCP" | "UDP"`. */
function wordsOf(type: ts.TypeNode): string[] | undefined {
  const members = ts.isUnionTypeNode(type) ? [...type.types] : [type];
  const words = members.flatMap((member) =>
    ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal) ? [member.literal.text] : [],
  );
  return words.length === members.length ? words : undefined;
}

async function validatorOf({ id, definition }: Declaration): Promise<Scope["missedIn"]> {
  const root = id.startsWith("meta/") ? machinery : models;
  const file = pathToFileURL(join(root, "_schemas", `${definition}.js`)).href;
  const { validate } = (await import(file)) as { validate: Validate };
  return (field, value) => {
    validate({ [field]: value });
    const fault = validate.errors?.find(({ instancePath }) => `${instancePath}/`.startsWith(`/${field}/`));
    return { ...fault, ...fault?.params };
  };
}

interface Validate {
  (value: unknown): boolean;
  errors: { instancePath: string; keyword: string; params: { format?: string } }[] | null;
}

/** What the kinds consist of. */
function reachable(types: Record<string, string>, from: string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(types[id]!.match(/[a-z0-9.-]+\/v\d+\.\w+/g) ?? []));
  }
  return seen;
}

/** In a file of its own: who only names the version needs no schema. */
export const kubernetesVersionFile = (): string => `/** Generated by \`npm run generate\`; never edited. */

/** The Kubernetes version whose API generated/kubernetes-schema.ts is. */
export const kubernetesVersion = "${KUBERNETES}";
`;
