import { expect, test } from "vitest";
import { ParentKustomizationError } from "./parent.ts";
import { removeFromParent } from "./parent-removal.ts";

test.each([
  ["resources:\n  - a\n  - api\n  - b\n", "resources:\n  - a\n  - b\n"],
  ["resources:\n  - api\n", "resources: []\n"],
  [
    "# ours\nkind: Kustomization\nresources:\n# them\n- api\n",
    "# ours\nkind: Kustomization\nresources: []\n# them\n",
  ],
  ["resources: # all\n  - api # mine\nx: 1\n", "resources: [] # all\nx: 1\n"],
  ["resources:\n- a # one\n# two\n- api # three\n\nx: 1\n", "resources:\n- a # one\n# two\n\nx: 1\n"],
  ["resources: [a, api,\n  b] # some\n", "resources: [a, b] # some\n"],
  ["resources: [api]\n", "resources: []\n"],
  ["resources:\r\n  - a\r\n  - ./api/\r\nx: 1\r\n", "resources:\r\n  - a\r\nx: 1\r\n"],
  ["x: 1\nresources:\n  - a\n  - api", "x: 1\nresources:\n  - a\n"],
  ["resources:\n  - api/deployment.yaml\n  - a\n  - api\n", "resources:\n  - a\n"],
  ["'resources':\n  - \"api\"\n", "'resources': []\n"],
])("the app is taken out of %j, and nothing else changes", (text, expected) => {
  expect(removeFromParent(text, "api")).toBe(expected);
});

test.each(["resources:\n  - api-service\n  - ../api\n", "resources: []\n", "x: 1\n", "", "resources: [b]\n"])(
  "%j does not list the app",
  (text) => {
    expect(removeFromParent(text, "api")).toBeUndefined();
  },
);

test.each(["resources: everything\n", "a: [\n", "resources:\n  - &x api\n  - a\nother: *x\n"])(
  "what cannot be edited is refused: %j",
  (text) => {
    expect(() => removeFromParent(text, "api")).toThrow(ParentKustomizationError);
  },
);
