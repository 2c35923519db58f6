import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { pasted } from "../app/keys.ts";
import { anyText, obeyed } from "../testing/any-text.ts";
import { plainText, widthOf } from "../text/line.ts";
import { promptLine, promptLines, typeInto } from "./prompt.ts";

function typed(keys: readonly string[], value = ""): string {
  let now = value;
  const change = (next: string) => (now = next);
  for (const key of keys)
    typeInto({ label: "/", value: now, change, submit: () => {}, cancel: () => {} }, key);
  return now;
}

test.each([
  [["a", "b"], "ab"],
  [["漢", "👍", "backspace"], "漢"],
  [["a", " ", "b", "ctrl+w"], "a "],
  [["a", "ctrl+u", "b"], "b"],
  [["backspace"], ""],
  [["e", "\u0301", "👩", "\u200d", "👧", "backspace"], "e\u0301"],
  [["q", pasted("D\x1b[2J C\x07")], "qD C"],
  [["a", "\x1b", "\x07", "\x9b", "\u202e", "\u200b"], "a"],
  [["up", "page-down", "ctrl+x", "tab"], ""],
])("the keys %j make %j", (keys, value) => {
  expect(typed(keys)).toBe(value);
});

test("enter and esc end it, and keys of its own come first", () => {
  const prompt = { label: "/", value: "", change: vi.fn(), submit: vi.fn(), cancel: vi.fn() };
  const tab = vi.fn();
  for (const key of ["enter", "esc", "tab"]) typeInto({ ...prompt, keys: { tab } }, key);
  expect(prompt.submit).toHaveBeenCalledOnce();
  expect(prompt.cancel).toHaveBeenCalledOnce();
  expect(tab).toHaveBeenCalledOnce();
  expect(prompt.change).not.toHaveBeenCalled();
});

test.each([
  [{ label: "/", value: "api" }, 20, "/ api "],
  [{ label: "/", value: "a long text" }, 10, "/ g text "],
  [{ label: "/", value: "日本語" }, 9, "/ 本語 "],
  [{ label: "Key", value: "secret", hidden: true }, 20, "Key •••••• "],
])("%j in %i columns is %j", (prompt, width, seen) => {
  expect(plainText(promptLine(prompt, width))).toBe(seen);
});

test("a long question is asked in rows of its own", () => {
  const label = `Deploy ${"c".repeat(128)} to production? Type production to confirm:`;
  const rows = promptLines({ label, value: "produc" }, 80).map(plainText);
  expect(rows.slice(0, -1).join(" ")).toContain("production? Type production to confirm:");
  expect(rows.at(-1)).toBe("› produc ");
  expect(promptLines({ label: "Deploy c0ffee1-9 to staging? y/N", value: "" }, 80)).toHaveLength(1);
});

test("a long text is cut in one pass", () => {
  const value = "a👩‍👩‍👧".repeat(500_000);
  expect(plainText(promptLine({ label: "/", value }, 12))).toBe("/ 👩‍👩‍👧a👩‍👩‍👧a👩‍👩‍👧 ");
});

test("whatever is pasted, it fits, and a terminal obeys nothing", () => {
  fc.assert(
    fc.property(anyText(), fc.integer({ min: 10, max: 60 }), (text, width) => {
      const line = promptLine({ label: "/", value: typed([...text]) }, width);
      // What is edited comes from smithd and was never typed here.
      expect(plainText(promptLine({ label: "/", value: text }, width))).not.toMatch(obeyed);
      expect(widthOf(line)).toBeLessThan(width);
      expect(plainText(line)).not.toMatch(obeyed);
    }),
  );
});
