import { expect, it } from "vitest";
import { matchesInOrder, parsePattern, PatternError } from "./pattern.ts";

const cases: [pattern: string, name: string, matches: boolean][] = [
  ["main", "main", true],
  ["main", "main2", false],
  ["*", "feature", true],
  ["*", "feature/a", false],
  ["**", "feature/a/b", true],
  ["feature/*", "feature/my-branch", true],
  ["feature/*", "feature/a/b", false],
  ["feature/**", "feature/a/b", true],
  ["feature/**", "feature/", true],
  ["feature/**", "feature", false],
  ["*feature", "mona-feature", true],
  ["**feature", "a/b/feature", true],
  ["v2*", "v2.9", true],
  ["v[12].[0-9]+.[0-9]+", "v1.10.1", true],
  ["v[12].[0-9]+.[0-9]+", "v3.0.0", false],
  ["v[12].[0-9]+.[0-9]+", "v1..1", false],
  ["*.jsx?", "page.js", true],
  ["*.jsx?", "page.jsx", true],
  ["*.jsx?", "page.jsxx", false],
  ["a+", "aaa", true],
  ["a+", "", false],
  ["release/[a-z]?", "release/", true],
  ["1\\*", "1*", true],
  ["1\\*", "12", false],
  ["[0-9-]", "-", true],
  ["äöü/*", "äöü/x", true],
  ["**a**a**a**a**a**a**a**a**a**a**a**b", "a".repeat(200), false],
];

it.each(cases)("%s on %s: %s", (pattern, name, matches) => {
  expect(parsePattern(pattern).matches(name)).toBe(matches);
});

it.each([
  [["main", "!main"], "main", false],
  [["!main", "main"], "main", true],
  [["release/**", "!release/**-alpha", "release/9-alpha"], "release/10-alpha", false],
  [["release/**", "!release/**-alpha", "release/9-alpha"], "release/9-alpha", true],
  [[], "main", false],
])("%j on %s: the last match decides: %s", (sources, name, matches) => {
  expect(matchesInOrder(sources.map(parsePattern), name)).toBe(matches);
});

it.each(["release/[a-", "?", "+x", "!", "x\\", "[z-a]", "[]"])("%s cannot be read", (source) => {
  expect(() => parsePattern(source)).toThrow(PatternError);
});
