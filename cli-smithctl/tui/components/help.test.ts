import { expect, test } from "vitest";
import { ours, plainText } from "../text/line.ts";
import { helpAfter, helpLines } from "./help.ts";

test("help says all keys, and what signs mean", () => {
  const actions = [
    { keys: ["enter"], title: "open", run: () => {} },
    { keys: ["d"], title: "deploy", unless: "nothing is published", run: () => {} },
  ];
  expect(helpLines(actions, [[ours("  ↑  a newer version is published")]]).map(plainText))
    .toMatchInlineSnapshot(`
    [
      "Keys of this screen",
      "",
      "  enter  open",
      "  d      deploy (nothing is published)",
      "",
      "Signs",
      "",
      "  ↑  a newer version is published",
      "",
      "Any other key closes this.",
    ]
  `);
});

test.each([
  ["j", 0, 1],
  ["down", 20, 20],
  ["page-down", 0, 9],
  ["G", 0, 20],
  ["x", 5, undefined],
  ["esc", 5, undefined],
])("of 30 lines on 10 rows %j leads from line %i to %s", (key, top, expected) => {
  expect(helpAfter(key, top, 30, 10)).toBe(expected);
});

test("any key closes help that is seen as a whole", () => {
  expect(helpAfter("j", 0, 10, 10)).toBeUndefined();
});
