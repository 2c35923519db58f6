import type { Key as InkKey } from "ink";
import { expect, test } from "vitest";
import { namesOf, pasted, shown } from "./keys.ts";

const pressed = (names: Partial<InkKey> = {}) => names as InkKey;

test.each<[string, Partial<InkKey>, string[]]>([
  ["j", {}, ["j"]],
  ["G", { shift: true }, ["G"]],
  ["", { upArrow: true }, ["up"]],
  ["", { return: true }, ["enter"]],
  ["", { tab: true, shift: true }, ["shift+tab"]],
  ["", { delete: true }, ["backspace"]],
  ["d", { ctrl: true }, ["ctrl+d"]],
  ["x", { meta: true }, ["esc", "x"]],
  ["", { meta: true, return: true }, ["esc", "enter"]],
  ["", { meta: true, escape: true }, ["esc", "esc"]],
  ["", { meta: true, upArrow: true }, ["up"]],
  ["j", { eventType: "release" }, []],
  ["/api\r", {}, ["/", "a", "p", "i", "enter"]],
  ["ab\t\x15c\n", {}, ["a", "b", "tab", "ctrl+u", "c", "enter"]],
  ["Dq\n".repeat(50), {}, [pasted("Dq ".repeat(50))]],
  ["é漢👍", {}, ["é", "漢", "👍"]],
])("%j with %j is %j", (input, key, names) => {
  expect(namesOf(input, pressed(key))).toEqual(names);
});

test("keys without a letter are shown as a sign or a word", () => {
  expect(["up", " ", "enter", "j"].map(shown)).toEqual(["↑", "space", "enter", "j"]);
});
