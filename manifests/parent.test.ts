import { expect, test } from "vitest";
import { addToParent, ParentKustomizationError } from "./parent.ts";

test.each([
  ["# ours\nresources: []\n", "# ours\nresources:\n  - api\n"],
  ["resources: [] # none yet\nx: 1\n", "resources: # none yet\n  - api\nx: 1\n"],
  ["resources:\nx: 1\n", "resources:\n  - api\nx: 1\n"],
  ["x: 1\n", "x: 1\nresources:\n  - api\n"],
  ["", "resources:\n  - api\n"],
  ["resources:\n- a # one\n# two\n- b\n\nx: 1\n", "resources:\n- a # one\n# two\n- b\n- api\n\nx: 1\n"],
  ["resources:\n    - a", "resources:\n    - a\n    - api\n"],
  ["resources: [a,\n  b]\n", "resources: [a,\n  b, api]\n"],
  ["resources:\r\n  - a\r\nx: 1\r\n", "resources:\r\n  - a\r\n  - api\r\nx: 1\r\n"],
  ["resources:\n  - &a zebra\n  - *a\n", "resources:\n  - &a zebra\n  - *a\n  - api\n"],
  ["---\nresources: []\n...\n", "---\nresources:\n  - api\n...\n"],
  ["resources:\n  - api-service\n  - ../api\n", "resources:\n  - api-service\n  - ../api\n  - api\n"],
])("the app is added to %j, and nothing else changes", (text, expected) => {
  expect(addToParent(text, "api")).toBe(expected);
});

test.each(["resources:\n  - api\n", "resources: [./api/]\n", "resources:\n  - b\n  - api/\n"])(
  "%j lists the app already",
  (text) => {
    expect(addToParent(text, "api")).toBeUndefined();
  },
);

test.each([
  "resources: everything\n",
  "- a\n",
  "a: [\n",
  "{}\n",
  "a: 1\n---\nb: 1\n",
  "resources: {a: 1}\n",
  "resources: [a]\nresources: [b]\n",
  "[".repeat(20_000),
])("what cannot be extended is refused: %j", (text) => {
  expect(() => addToParent(text, "api")).toThrow(ParentKustomizationError);
});

test("a list of thousands is extended at its end", () => {
  const text = `resources:\n${Array.from({ length: 5000 }, (_, index) => `  - app-${index}\n`).join("")}`;
  expect(addToParent(text, "api")).toBe(`${text}  - api\n`);
});

// The short way for plain lists must say what YAML says.
test.each([
  ["resources:\n  - a\n  - b\n"],
  [
    "# ours\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n\nresources:\n- a\n# then\n- ./b/\n\n# end\n",
  ],
])("%j is extended alike, whichever way it is read", (text) => {
  const quoted = `${text}images: []\n`;
  expect(addToParent(text, "api")).toBe(addToParent(quoted, "api")!.replace("images: []\n", ""));
  expect(addToParent(text, "b")).toBe(addToParent(quoted, "b")?.replace("images: []\n", ""));
});
