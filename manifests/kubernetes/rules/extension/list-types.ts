/** Source: k8s.io/apiextensions-apiserver, ValidateCustomResourceDefinitionOpenAPISchema, validateMapListKeysMapSet. */
import {
  forbidden,
  has,
  invalid,
  oneOf,
  judge,
  required,
  within,
  type Check,
  type Fields,
  type Report,
} from "../rule.ts";
import { isOn, schemaAt, schemaOf, typeOf, type Schema } from "./schema.ts";

const LIST = "x-kubernetes-list-type";
const KEYS = "x-kubernetes-list-map-keys";
const MAP = "x-kubernetes-map-type";

const keysOf = (schema: Schema): string[] => (Array.isArray(schema[KEYS]) ? schema[KEYS].map(String) : []);

export const mapType: Check<Fields> = (schema, report) => {
  if (!has(schema, MAP)) return;
  judge(oneOf("atomic", "granular"), schema[MAP], within(report, MAP));
  if (typeOf(schema) !== "object") report(["type"], invalid(`With \`${MAP}\` it must be object.`, "object"));
};

export const listType: Check<Fields> = (schema, report) => {
  const type = schema[LIST];
  if (keysOf(schema).length > 0 && type !== "map")
    report(
      [LIST],
      has(schema, LIST)
        ? invalid("With keys it must be map.", "map")
        : required("Keys need `map` here. Add it."),
    );
  if (!has(schema, LIST)) return;
  judge(oneOf("atomic", "set", "map"), type, within(report, LIST));
  if (typeOf(schema) !== "array") report(["type"], invalid(`With \`${LIST}\` it must be array.`, "array"));
  const items = schemaOf(schema["items"]);
  if (items && (type === "set" || type === "map") && isOn(items, "nullable"))
    report(["items", "nullable"], forbidden("The items of a set or map cannot be null. Remove it."));
  if (type === "set" && items) setItems(items, report);
  if (type === "map") mapItems(schema, items, report);
};

/** The items of a set are compared as a whole. */
function setItems(items: Schema, report: Report): void {
  const fault = invalid("The items of a set are compared as a whole. Set it to atomic.", "atomic");
  if (typeOf(items) === "array" && has(items, LIST) && items[LIST] !== "atomic")
    report(["items", LIST], fault);
  if (typeOf(items) === "object" && items[MAP] !== "atomic") report(["items", MAP], fault);
}

function mapItems(schema: Schema, items: Schema | undefined, report: Report): void {
  const keys = keysOf(schema);
  if (keys.length === 0) report([KEYS], required("A map needs the names of its keys. Add them."));
  if (!items) return report(["items"], required("A map needs the schema of its items. Add it."));
  if (typeOf(items) !== "object")
    return report(["items", "type"], invalid("The items of a map are objects.", "object"));
  keys.forEach((key, index) => {
    if (keys.indexOf(key) < index) report([KEYS, index], invalid("It is there twice. Remove one."));
    const own = schemaAt(items["properties"], key);
    if (own) keyField(key, own, items, within(report, "items", "properties", key));
    else report([KEYS, index], invalid(`The items have no field \`${key}\`. Add it, or rename the key.`));
  });
}

function keyField(key: string, schema: Schema, items: Schema, report: Report): void {
  const isRequired = Array.isArray(items["required"]) && items["required"].includes(key);
  if (["array", "object"].includes(typeOf(schema)))
    report(["type"], invalid("A key is no list and no object."));
  if (!isRequired && !has(schema, "default"))
    report(["default"], required("A key needs a default, or must be required. Add one of them."));
  if (isOn(schema, "nullable")) report(["nullable"], forbidden("A key cannot be null. Remove it."));
}
