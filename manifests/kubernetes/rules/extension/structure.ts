/** Schemas are structural. Source: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/validation.go, ValidateStructural. */
import { forbidden, invalid, required, within, type Report } from "../rule.ts";
import { checkDefault } from "./defaults.ts";
import { junctors } from "./junctors.ts";
import {
  EMBEDDED,
  INT_OR_STRING,
  isDefined,
  isOn,
  PRESERVE,
  schemaAt,
  schemaOf,
  typeOf,
  type Schema,
} from "./schema.ts";

type Level = "root" | "item" | "field";

interface Place {
  level: Level;
  /** In `metadata` of the object or of one in it: defaults are not for everyone there. */
  isMeta?: boolean;
  forbidsDefaults?: string;
}

/** Of a version's whole schema. */
export function structure(schema: Schema, hasStatus: boolean, report: Report): void {
  if (hasStatus) rootWithStatus(schema, report);
  if (isOn(schema, "nullable"))
    report(["nullable"], forbidden("An object itself cannot be null. Remove it."));
  walk(schema, { level: "root" }, report);
  junctors(schema, report, true);
}

/** What can be said of a whole object whose status is a resource of its own. */
const WITH_STATUS = new Set([
  "description",
  "type",
  "format",
  "title",
  "maximum",
  "exclusiveMaximum",
  "minimum",
  "exclusiveMinimum",
  "maxLength",
  "minLength",
  "pattern",
  "maxItems",
  "minItems",
  "uniqueItems",
  "multipleOf",
  "required",
  "items",
  "properties",
  "externalDocs",
  "example",
  PRESERVE,
  "x-kubernetes-validations",
]);

function rootWithStatus(schema: Schema, report: Report): void {
  for (const [field, value] of Object.entries(schema))
    if (!WITH_STATUS.has(field) && isSet(value))
      report(
        [field],
        invalid("With the subresource `status` it cannot be said of the whole object. Move it."),
      );
}

const isSet = (value: unknown) => value !== undefined && value !== null && value !== "" && value !== false;

function walk(schema: Schema, place: Place, report: Report): void {
  typed(schema, place.level, report);
  extensions(schema, report);
  meta(schema, place.level, report);
  if (schema["default"] !== undefined && schema["default"] !== null) defaults(schema, place, report);
  below(schema, place, report);
}

const WHAT: Readonly<Record<Level, string>> = {
  root: "The schema of an object is of the type `object`. Add it.",
  item: "The items of a list need a type. Add it.",
  field: "The field needs a type. Add it, or `x-kubernetes-preserve-unknown-fields: true`.",
};

function typed(schema: Schema, level: Level, report: Report): void {
  const type = typeOf(schema);
  if (isOn(schema, EMBEDDED) && type !== "object")
    report(["type"], required("An object in it is of the type `object`. Set it."));
  else if (type === "" && !isOn(schema, INT_OR_STRING) && !isOn(schema, PRESERVE))
    report(["type"], required(WHAT[level]));
  else if (type !== "" && level === "root" && type !== "object")
    report(["type"], invalid(WHAT.root, "object"));
  if (type === "array" && !schemaOf(schema["items"]))
    report(["items"], required("A list needs the schema of its items. Add it."));
}

function extensions(schema: Schema, report: Report): void {
  for (const field of [PRESERVE, EMBEDDED])
    if (isOn(schema, INT_OR_STRING) && isOn(schema, field))
      report([field], invalid("What is a number or text has no fields. Remove it."));
  if (!isOn(schema, EMBEDDED)) return;
  if (isDefined(schema["additionalProperties"]))
    report(["additionalProperties"], forbidden("An object in it has fixed fields. Remove it."));
  if (!isOn(schema, PRESERVE) && !isDefined(schema["properties"]))
    report(
      ["properties"],
      required(`An object in it needs its fields, or \`${PRESERVE}: true\`. Add one of them.`),
    );
}

/** The fields that every object has. */
function meta(schema: Schema, level: Level, report: Report): void {
  if (level === "root" && isDefined(schema["additionalProperties"]))
    report(["additionalProperties"], forbidden("The object itself has fixed fields. Remove it."));
  if (level !== "root" && !isOn(schema, EMBEDDED)) return;
  for (const field of ["kind", "apiVersion"]) {
    const own = schemaAt(schema["properties"], field);
    if (own && typeOf(own) !== "string")
      report(["properties", field, "type"], invalid("It must be string.", "string"));
  }
  const own = schemaAt(schema["properties"], "metadata");
  if (own) metadata(own, level, within(report, "properties", "metadata"));
}

/** validateStructuralMetadataInvariants. */
function metadata(schema: Schema, level: Level, report: Report): void {
  if (typeOf(schema) !== "object") report(["type"], invalid("It must be object.", "object"));
  if (level !== "root") return;
  const others = Object.keys(schemaOf(schema["properties"]) ?? {}).filter(
    (name) => name !== "name" && name !== "generateName",
  );
  for (const name of others)
    report(["properties", name], forbidden("Only `name` and `generateName` can be restricted. Remove it."));
  for (const [field, value] of Object.entries(schema))
    if (!["type", "properties", "default"].includes(field) && isSet(value))
      report([field], forbidden("Nothing but `name` and `generateName` can be restricted. Remove it."));
}

function defaults(schema: Schema, { level, forbidsDefaults }: Place, report: Report): void {
  if (forbidsDefaults !== undefined) report(["default"], forbidden(forbidsDefaults));
  else if (level === "root") wholeDefault(schema["default"], within(report, "default"));
  else checkDefault(schema, within(report, "default"));
}

/** It would be an object, with what every object has. */
function wholeDefault(value: unknown, report: Report): void {
  for (const field of ["apiVersion", "kind"])
    if (!isDefined(schemaOf(value)?.[field]))
      report([field], required("An object needs it. Remove the default."));
}

const META_FIELDS = ["metadata", "kind", "apiVersion"];

function below(schema: Schema, place: Place, report: Report): void {
  const items = schemaOf(schema["items"]);
  if (items) walk(items, { ...place, level: "item" }, within(report, "items"));
  for (const [name, value] of Object.entries(schemaOf(schema["properties"]) ?? {}))
    walk(schemaOf(value) ?? {}, placeOf(schema, name, place), within(report, "properties", name));
  const others = schemaOf(schema["additionalProperties"]);
  const inMaps =
    place.isMeta === true ? "Maps of metadata have no defaults. Remove it." : place.forbidsDefaults;
  if (others)
    walk(
      others,
      { ...place, level: "field", ...(inMaps !== undefined && { forbidsDefaults: inMaps }) },
      within(report, "additionalProperties"),
    );
}

function placeOf(schema: Schema, name: string, place: Place): Place {
  const isRoot = place.level === "root";
  const isMeta = (isRoot || isOn(schema, EMBEDDED)) && META_FIELDS.includes(name);
  return {
    ...place,
    level: "field",
    ...(isMeta && { isMeta }),
    ...(isMeta && isRoot && { forbidsDefaults: "What every object has gets no defaults. Remove it." }),
  };
}
