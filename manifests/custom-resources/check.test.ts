import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inShort, validate } from "../version-for-tests.ts";

const definition = readFileSync(new URL("widgets-for-tests.yaml", import.meta.url), "utf8");

const found = (spec: string, more = "") => {
  const widget = `apiVersion: test.example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: ${spec}\n${more}`;
  const { violations } = validate({ "definition.yaml": definition, "widget.yaml": widget });
  return violations.map(({ code, pointer }) => `${code} ${pointer}`);
};

// What a real API server 1.36.3 said of each.
test.each([
  "{mode: auto}",
  "{}",
  "{mode: null}",
  "{any: 1.5}",
  "{port: 5000000000}",
  "{min: 1.0}",
  "{ratio: 1.5}",
  "{flag: true}",
  "{name: ää}",
  '{when: "2026-11-24"}',
  "{at: 2026-11-24T10:00:00Z}",
  '{ip: "01.2.3.4"}',
  "{cidr: 10.0.0.0/8}",
  "{uuid: 7d0b3b0e-6f7e-4a8e-9c53-0f1f5a6a4b11}",
  "{dur: 5m}",
  "{dur: 5 minutes}",
  "{mail: a@b.c}",
  '{uri: "http://a"}',
  "{b: aGVsbG8=}",
  "{port: 5}",
  "{port: 50%}",
  "{tags: [x-a]}",
  "{pairs: [{k: a}, {k: b, v: 1}]}",
  "{labels: {a: b}}",
  "{free: {known: 1, more: {x: yes}}}",
  "{any: [1, {a: b}]}",
  "{any: null}",
  "{nul: null}",
  '{enumd: ""}',
  "{one: {x: a}}",
  "{notx: {}}",
  "{tpl: {apiVersion: v1, kind: Pod, metadata: {name: A_b}, spec: {a: b}}}",
])("%s is taken", (spec) => {
  expect(found(spec)).toEqual([]);
});

test.each([
  ["null", "value-type /spec"],
  ["[a]", "value-type /spec"],
  ["{min: 5, max: 3}", "value-invalid /spec"],
  ["{min: 0}", "value-invalid /spec/min"],
  ["{min: 1, max: 101}", "value-invalid /spec/max"],
  ["{min: 1.5}", "value-type /spec/min"],
  ['{min: "1"}', "value-type /spec/min"],
  ["{ratio: 1.3}", "value-invalid /spec/ratio"],
  ["{flag: yes}", "value-ambiguous /spec/flag"],
  ['{flag: "true"}', "value-type /spec/flag"],
  ["{name: a}", "value-invalid /spec/name"],
  ["{name: abcde}", "value-invalid /spec/name"],
  ["{name: AB}", "value-invalid /spec/name"],
  ["{name: null}", "value-type /spec/name"],
  ["{when: 2026-11-24}", "value-ambiguous /spec/when"],
  ['{when: "2026-13-24"}', "value-invalid /spec/when"],
  ['{at: ""}', "value-invalid /spec/at"],
  ['{at: "2026-11-24T10:15:00"}', "value-invalid /spec/at"],
  ['{b: ""}', "value-invalid /spec/b"],
  ['{at: "2026-11-24"}', "value-invalid /spec/at"],
  ["{ip: 1.2.3.400}", "value-invalid /spec/ip"],
  ["{cidr: 10.0.0.0}", "value-invalid /spec/cidr"],
  ["{uuid: x}", "value-invalid /spec/uuid"],
  ["{dur: nope}", "value-invalid /spec/dur"],
  ['{host: "a b"}', "value-invalid /spec/host"],
  ["{mail: x}", "value-invalid /spec/mail"],
  ['{uri: "::"}', "value-invalid /spec/uri"],
  ['{b: "%%"}', "value-invalid /spec/b"],
  ["{port: http}", "value-invalid /spec/port"],
  ["{port: true}", "value-type /spec/port"],
  ["{tags: []}", "value-invalid /spec/tags"],
  ["{tags: [x-a, x-a]}", "value-duplicate /spec/tags/1"],
  ["{tags: [a]}", "value-invalid /spec"],
  ["{tags: [x-a, x-b, x-c, x-d]}", "value-invalid /spec/tags"],
  ["{pairs: [{k: a}, {k: a}]}", "value-duplicate /spec/pairs/1"],
  ["{pairs: [{k: b, v: x}]}", "value-type /spec/pairs/0/v"],
  ["{pairs: [{v: 1}]}", "field-required /spec/pairs/0/k"],
  ["{labels: {a: 1}}", "value-type /spec/labels/a"],
  ["{labels: {a: b, c: d, e: f}}", "value-invalid /spec/labels"],
  ["{free: {known: x}}", "value-type /spec/free/known"],
  ["{enumd: c}", "value-unsupported /spec/enumd"],
  ['{one: {x: a, "y": b}}', "value-invalid /spec/one"],
  ["{notx: {x: a}}", "value-invalid /spec/notx"],
  ["{tpl: {kind: Pod}}", "field-required /spec/tpl/apiVersion"],
  ["{tpl: {apiVersion: v1, kind: Pod, metadata: {foo: bar}}}", "field-unknown /spec/tpl/metadata/foo"],
  ["{mode: AUTO}", "value-invalid /spec/mode"],
  ["{mods: auto}", "field-unknown /spec/mods"],
])("%s is refused: %s", (spec, expected) => {
  expect(found(spec)).toEqual([expected]);
});

test("a status of its own has to have its form, and nothing more", () => {
  expect(found("{}", "status: {phase: Ready}\n")).toEqual([]);
  expect(found("{}", "status: {phase: 1}\n")).toEqual(["value-type /status/phase"]);
  expect(found("{}", "status: {fase: a}\n")).toEqual(["field-unknown /status/fase"]);
  expect(found("{}", "status: x\n")).toEqual(["value-type /status"]);
});

test.each([
  "properties: null",
  "properties: {spec: null}",
  "required: true",
  "allOf: {}",
  "type: constructor",
  "properties: {spec: {format: 5}}",
  "properties: {spec: {maximum: null}}",
  "x-kubernetes-list-map-keys: k",
  "enum: {x: 1}",
])("a definition with `%s` has nothing thrown, and its resources are judged by their form only", (schema) => {
  const text = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.b.c}\nspec: {group: b.c, scope: Namespaced, names: {kind: A, plural: a}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {${schema}}}}]}\n`;
  const { violations } = validate({
    "d.yaml": text,
    "r.yaml": "apiVersion: b.c/v1\nkind: A\nmetadata: {name: a}\nspec: {a: 3}\n",
  });
  expect(violations.filter(({ file }) => file === "r.yaml")).toEqual([]);
});

test("a fraction is a number", () => {
  expect(found("{any: 1.5, ratio: 0.5}")).toEqual([]);
});

test("a version that is not served is told, with those that are", () => {
  const widget = "apiVersion: test.example.com/v2\nkind: Widget\nmetadata: {name: a}\n";
  const { violations } = validate({ "definition.yaml": definition, "widget.yaml": widget });
  expect(inShort(violations)).toEqual(["api-version-not-served widget.yaml:1:1"]);
  expect(violations[0]!.detail).toContain("serves v1");
});

test("definitions that contradict each other tell nothing", () => {
  const files = {
    "environments/staging/definition.yaml": definition,
    "environments/production/definition.yaml": definition.replace("maxLength: 4", "maxLength: 5"),
    "widget.yaml": "apiVersion: test.example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {name: A}\n",
  };
  expect(validate(files).violations).toEqual([]);
});

test("an expression that keeps a backtracking engine busy is what the thread's limits are for, and others are checked", () => {
  expect(found("{name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!}")).toEqual([
    "value-invalid /spec/name",
    "value-invalid /spec/name",
  ]);
});
