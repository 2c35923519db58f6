import { expect, test } from "vitest";
import { found } from "./rules-for-tests.ts";

const AT = "/spec/versions/0/schema/openAPIV3Schema";
const X = `${AT}/properties/x`;

const definition = (version: string, spec = "", name = "forks.example.com") => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${name} }
spec:
  group: example.com
  scope: Namespaced
  names: { plural: forks, kind: Fork }
  versions: [{ name: v1, served: true, storage: true, ${version} }]
  ${spec}
`;
const root = (schema: string, rest = "") => definition(`schema: { openAPIV3Schema: { ${schema} } }, ${rest}`);
const field = (schema: string) => root(`type: object, properties: { x: { ${schema} } }`);
const EMPTY = "schema: { openAPIV3Schema: { type: object } }";

const service = (spec: string, name = "v1.example.com") => `
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: ${name} }
spec: { group: example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 100, ${spec} }
`;

test.each([
  ["a definition", root("type: object"), undefined],
  [
    "a name that is not plural and group",
    definition(EMPTY, "", "fork.example.com"),
    "value-invalid /metadata/name",
  ],
  ["no schema", definition(""), `field-required ${AT}`],
  [
    "two stored versions",
    definition(`${EMPTY} }, { name: v2, storage: true, ${EMPTY}`),
    "value-invalid /spec/versions",
  ],
  [
    "a version twice",
    definition(`${EMPTY} }, { name: v1, ${EMPTY}`),
    "value-duplicate /spec/versions/1/name",
  ],
  [
    "a conversion of nowhere",
    definition(EMPTY, "conversion: { strategy: Webhook }"),
    "field-required /spec/conversion/webhook",
  ],
  [
    "fields that are kept everywhere",
    definition(EMPTY, "preserveUnknownFields: true"),
    "value-invalid /spec/preserveUnknownFields",
  ],
  [
    "a warning of what is current",
    definition(`${EMPTY}, deprecationWarning: old`),
    "value-invalid /spec/versions/0/deprecationWarning",
  ],
  [
    "a column's path",
    definition(`${EMPTY}, additionalPrinterColumns: [{ name: A, type: string, jsonPath: spec.a }]`),
    "value-invalid /spec/versions/0/additionalPrinterColumns/0/jsonPath",
  ],
  [
    "a column's type",
    definition(`${EMPTY}, additionalPrinterColumns: [{ name: A, type: object, jsonPath: .spec.a }]`),
    "value-unsupported /spec/versions/0/additionalPrinterColumns/0/type",
  ],
  [
    "replicas that are no wish",
    definition(
      `${EMPTY}, subresources: { scale: { specReplicasPath: .status.a, statusReplicasPath: .status.b } }`,
    ),
    "value-invalid /spec/versions/0/subresources/scale/specReplicasPath",
  ],
  [
    "a field that cannot be selected",
    definition(`${EMPTY}, selectableFields: [{ jsonPath: .spec.a }]`),
    "value-invalid /spec/versions/0/selectableFields/0/jsonPath",
  ],
  ["a list as an object", root("type: array, items: { type: string }"), `value-invalid ${AT}/type`],
  [
    "an object with any fields",
    root("type: object, additionalProperties: true"),
    `field-forbidden ${AT}/additionalProperties`,
  ],
  [
    "metadata that is described",
    root("type: object, properties: { metadata: { type: object, required: [name] } }"),
    `field-forbidden ${AT}/properties/metadata/required`,
  ],
  [
    "an object with a status that is limited as a whole",
    root("type: object, maxProperties: 3", "subresources: { status: {} }"),
    `value-invalid ${AT}/maxProperties`,
  ],
  ["a field without a type", field(""), `field-required ${X}/type`],
  ["a field of anything", field("x-kubernetes-preserve-unknown-fields: true"), undefined],
  ["a field of an unknown type", field("type: text"), `value-unsupported ${X}/type`],
  ["a list of nothing", field("type: array"), `field-required ${X}/items`],
  ["a list of items without a type", field("type: array, items: {}"), `field-required ${X}/items/type`],
  [
    "a limit that is text, inside a list",
    field('type: array, items: { type: string, maxLength: "5" }'),
    `value-invalid ${X}/items/maxLength`,
  ],
  [
    "an unknown word inside a list is dropped, which is a warning",
    field("type: array, items: { type: string, maxlen: 5 }"),
    undefined,
  ],
  [
    "a number or text",
    field("x-kubernetes-int-or-string: true, anyOf: [{ type: integer }, { type: string }]"),
    undefined,
  ],
  [
    "a type below a junctor",
    field("type: string, anyOf: [{ type: string }]"),
    `field-forbidden ${X}/anyOf/0/type`,
  ],
  ["a reference", field('type: string, $ref: "#/a"'), `field-forbidden ${X}/$ref`],
  [
    "unique items",
    field("type: array, items: { type: string }, uniqueItems: true"),
    `field-forbidden ${X}/uniqueItems`,
  ],
  [
    "fields and others",
    field("type: object, properties: { a: { type: string } }, additionalProperties: { type: string }"),
    `field-forbidden ${X}/additionalProperties`,
  ],
  ["a pattern that looks ahead", field("type: string, pattern: ^(?!a)"), `value-invalid ${X}/pattern`],
  ["a pattern of names", field("type: string, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'"), undefined],
  [
    "a set of objects",
    field("type: array, items: { type: object }, x-kubernetes-list-type: set"),
    `value-invalid ${X}/items/x-kubernetes-map-type`,
  ],
  [
    "a map's key that may be missing",
    field(
      "type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a], items: { type: object, properties: { a: { type: string } } }",
    ),
    `field-required ${X}/items/properties/a/default`,
  ],
  [
    "a map without keys",
    field("type: array, x-kubernetes-list-type: map, items: { type: object }"),
    `field-required ${X}/x-kubernetes-list-map-keys`,
  ],
  ["a default of another type", field("type: integer, default: a"), `value-invalid ${X}/default`],
  [
    "a default that would lose a field",
    field("type: object, default: { b: 1 }, properties: { a: { type: string } }"),
    `value-invalid ${X}/default/b`,
  ],
  [
    "a default that the schema does not take",
    field("type: string, enum: [a], default: b"),
    `value-invalid ${X}/default`,
  ],
  [
    "a rule with a message of two lines",
    field('type: string, x-kubernetes-validations: [{ rule: "true", message: "a\\nb" }]'),
    `value-invalid ${X}/x-kubernetes-validations/0/message`,
  ],
  ["an API service", service("service: { name: a, namespace: b }"), undefined],
  [
    "one with another name",
    service("service: { name: a, namespace: b }", "metrics"),
    "value-invalid /metadata/name",
  ],
  [
    "one that is trusted twice",
    service("service: { name: a, namespace: b }, insecureSkipTLSVerify: true, caBundle: eA=="),
    "value-invalid /spec/insecureSkipTLSVerify",
  ],
  ["one without a namespace", service("service: { name: a }"), "field-required /spec/service/namespace"],
])("%s", (_sentence, yaml, expected) => {
  expect(found(yaml)).toEqual(expected === undefined ? [] : [expected]);
});
