import { expect, test } from "vitest";
import { plainText } from "../text/line.ts";
import { footerLine } from "./footer.ts";

const actions = [
  { keys: ["enter"], footer: "open" },
  { keys: ["d"], footer: "deploy", unless: "nothing is published" },
  { keys: ["?"], footer: "help" },
  { keys: ["q"], footer: "quit" },
];

test.each([
  [80, "enter open  d deploy  ? help  q quit"],
  [30, "enter open  d deploy  ? help"],
  [25, "enter open  ? help"],
  [12, "? help"],
])("in %i columns it names %j", (width, seen) => {
  expect(plainText(footerLine(actions, width))).toBe(seen);
});
