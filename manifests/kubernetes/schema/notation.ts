import type { TypeRules } from "../rules/rule.ts";
import { PRIMITIVES, type Field, type FieldType, type ObjectType, type Primitive } from "./types.ts";

/** What is known of a type beside its fields. */
interface Beside {
  rulesOf?: (id: string) => TypeRules | undefined;
  /** Whether a field that is marked as required may be left out all the same. */
  isOptional?: (field: string) => boolean;
}

/**
 * Reads types that are written `name:type; name!:type`, the latter for a required field. `[x` is a list of x and `{x` a map
 * of it, `(A|B)` one of these words; anything else is a primitive or another type's name. Returns what finds a type by its
 * name, and reads it when it is first asked for.
 */
export function readTypes(
  written: Readonly<Record<string, string>>,
  { rulesOf = () => undefined, isOptional = () => false }: Beside = {},
): (id: string) => ObjectType {
  const compiled = new Map<string, ObjectType>();
  const typeNamed = (id: string): ObjectType => {
    const known = compiled.get(id);
    if (known) return known;
    const rules = rulesOf(id);
    const fields = fieldsOf(id);
    const required = new Map([...fields].filter(([, { isRequired }]) => isRequired));
    const type = { id, fields, required, ...(rules && { rules }) };
    compiled.set(id, type);
    return type;
  };
  const fieldsOf = (id: string): ReadonlyMap<string, Field> => {
    const fields = written[id] === "" ? [] : written[id]!.split("; ");
    return new Map(
      fields.map((field) => {
        const [, name = "", mark, type = ""] = /^([^:!]+)(!?):(.*)$/.exec(field)!;
        return [name, { type: typeIn(type), isRequired: mark === "!" && !isOptional(`${id}.${name}`) }];
      }),
    );
  };
  const typeIn = (text: string): FieldType => {
    if (text.startsWith("[")) return { is: "list", of: typeIn(text.slice(1)) };
    if (text.startsWith("{")) return { is: "map", of: typeIn(text.slice(1)) };
    if (text.startsWith("(")) return { is: "word", words: new Set(text.slice(1, -1).split("|")) };
    return text in PRIMITIVES ? { is: text as Primitive } : { is: "object", type: () => typeNamed(text) };
  };
  return typeNamed;
}
