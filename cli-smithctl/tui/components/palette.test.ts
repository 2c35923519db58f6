import { describe, expect, test } from "vitest";
import { plainText } from "../text/line.ts";
import { emptyPalette, matching, paletteAfter, paletteLines, type Palette } from "./palette.ts";

const actions = ["open the app", "deploy the newest version", "roll back", "deployments", "quit"].map(
  (title) => ({ keys: [title[0]!], title, run: () => {} }),
);
const titles = (typed: string) => matching(actions, typed).map(({ title }) => title);
const after = (keys: string[], palette: Palette = emptyPalette) =>
  keys.reduce<ReturnType<typeof paletteAfter>>((last, key) => paletteAfter(key, last.palette!, actions), {
    palette,
  });

test.each([
  ["", actions.map(({ title }) => title)],
  ["DEPLOY", ["deploy the newest version", "deployments"]],
  ["the", ["open the app", "deploy the newest version"]],
  ["q", ["quit"]],
  ["o", ["open the app", "deploy the newest version", "roll back", "deployments"]],
  ["nothing", []],
])("%j finds %j", (typed, found) => {
  expect(titles(typed)).toEqual(found);
});

describe("in the palette", () => {
  test("what is typed and where one is are seen", () => {
    const { palette } = after(["d", "e", "down"]);
    expect(paletteLines(actions, palette!, 10).map(plainText)).toEqual([
      ":de ",
      "",
      "  d  deploy the newest version",
      "› d  deployments",
    ]);
  });

  test("what is further down is scrolled to", () => {
    const { palette } = after(["down", "down", "down", "down", "down", "down"]);
    expect(paletteLines(actions, palette!, 4).slice(2).map(plainText)).toEqual([
      "  d  deployments",
      "› q  quit",
    ]);
  });

  test("enter does what is chosen, and typing chooses the first again", () => {
    expect(after(["d", "tab", "enter"]).chosen?.title).toBe("deployments");
    expect(after(["d", "down", "e", "enter"]).chosen?.title).toBe("deploy the newest version");
  });

  test("esc, and enter where nothing is found, close it and do nothing", () => {
    expect(after(["esc"])).toEqual({});
    expect(after(["x", "x"]).palette).toEqual({ typed: "xx", chosen: 0 });
    expect(after(["x", "x", "enter"])).toEqual({ chosen: undefined });
    expect(paletteLines(actions, { typed: "xx", chosen: 0 }, 10).map(plainText).at(-1)).toBe(
      "  Nothing here is called that.",
    );
  });
});
