/** Source: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation, validateCustomResourceDefinitionVersion. */
import { dns1035Label } from "../../formats/names.ts";
import {
  has,
  invalid,
  isUnknown,
  map,
  must,
  oneOf,
  quote,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { mostItems } from "../most-items.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { isDefined, isVariable, schemaAt, schemaOf, type Schema } from "./schema.ts";
import { structure } from "./structure.ts";

const WARNING_MAX = 256;
const SELECTABLE_MAX = 8;

/** validateDeprecationWarning. */
const deprecation: Check<Fields> = (version, report) => {
  const warning = version["deprecationWarning"];
  if (typeof warning !== "string" || isUnknown(warning)) return;
  const at = within(report, "deprecationWarning");
  if (version["deprecated"] !== true && !isUnknown(version["deprecated"]))
    at([], invalid("It is for versions with `deprecated: true`. Add that, or remove this."));
  if (warning === "") at([], invalid("It is empty. Write or remove it."));
  if (Buffer.byteLength(warning) > WARNING_MAX)
    at([], invalid(`It must be at most ${WARNING_MAX} characters long.`));
  if (/[^\P{C}]|[^\P{Z} ]/u.test(warning)) at([], invalid("It must be one line of printable characters."));
};

const someSchema: Check<Fields> = (version, report) => {
  if (!has(map(version, "schema"), "openAPIV3Schema"))
    report(
      ["schema", "openAPIV3Schema"],
      required("A version needs a schema, with `type: object` at least. Add it."),
    );
};

const structural: Check<Fields> = (version, report) => {
  const schema = schemaOf(map(version, "schema")?.["openAPIV3Schema"]);
  const hasStatus = has(map(version, "subresources"), "status");
  if (schema && !isVariable(schema))
    structure(schema, hasStatus, within(report, "schema", "openAPIV3Schema"));
};

/** Fields by which resources can be selected are texts, booleans or whole numbers. */
const selectable: Check<Fields> = (version, report) => {
  const schema = schemaOf(map(version, "schema")?.["openAPIV3Schema"]);
  const seen = new Set<string>();
  ((version["selectableFields"] as (Fields | null)[] | null) ?? []).forEach((field, index) => {
    const path = text(field ?? {}, "jsonPath");
    if (path === "" || isUnknown(path) || !schema || isVariable(schema)) return;
    const at = within(report, "selectableFields", index, "jsonPath");
    const found = selected(schema, path);
    if (!found) at([], invalid(`The schema has no field ${quote(path)}. Write it as in .spec.color.`));
    else if (path.startsWith(".metadata")) at([], invalid("It must not lie in `metadata`."));
    else if (!["string", "boolean", "integer"].includes(found["type"] as string))
      at([], invalid("It must be of the type string, boolean or integer."));
    if (seen.has(path)) at([], { code: "value-duplicate", detail: "It is there twice. Remove one." });
    seen.add(path);
  });
};

function selected(root: Schema, path: string): Schema | undefined {
  if (!path.startsWith(".")) return undefined;
  return path
    .slice(1)
    .split(".")
    .reduce<Schema | undefined>((schema, name) => {
      if (!schema) return undefined;
      const properties = schema["properties"];
      return isDefined(properties) ? schemaAt(properties, name) : schemaOf(schema["additionalProperties"]);
    }, root);
}

const jsonPath = must(
  (path: string) => path.startsWith("."),
  "a path that begins with a dot, such as .spec.size",
);

const pathIn =
  (...parts: string[]): Check<string> =>
  (path, report) => {
    if (path !== "" && !parts.some((part) => path.startsWith(part)))
      report([], invalid(`${quote(path)} does not lie in ${parts.join(" or ")}.`));
  };

export const versionRules: RuleTable = {
  "apiextensions.k8s.io/v1.CustomResourceDefinitionVersion": {
    mirrors: "validateCustomResourceDefinitionVersion, ValidateCustomResourceSelectableFields",
    fields: { name: unlessEmpty(dns1035Label), selectableFields: mostItems(SELECTABLE_MAX, "fields") },
    whole: [deprecation, someSchema, structural, selectable],
  },
  "apiextensions.k8s.io/v1.CustomResourceColumnDefinition": {
    mirrors: "ValidateCustomResourceColumnDefinition",
    fields: {
      type: unlessEmpty(oneOf("boolean", "date", "integer", "number", "string")),
      format: unlessEmpty(
        oneOf("int32", "int64", "float", "double", "byte", "date", "date-time", "password"),
      ),
      jsonPath: unlessEmpty(jsonPath),
    },
  },
  "apiextensions.k8s.io/v1.CustomResourceSubresourceScale": {
    mirrors: "ValidateCustomResourceDefinitionSubresources",
    fields: {
      specReplicasPath: pathIn(".spec."),
      statusReplicasPath: pathIn(".status."),
      labelSelectorPath: pathIn(".spec.", ".status."),
    },
  },
};
