import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readErrorSections } from "../../scripts/generate/error-pages.ts";
import { errorCodes } from "../../server/domain/errors.ts";
import { kinds } from "../../server/http/problems.ts";

const { sections } = readErrorSections(readFileSync("docs/errors.md", "utf8"));

test("docs/errors.md has one section for each code, and no other", () => {
  const described = sections.map(({ code }) => code);
  expect(described.toSorted()).toEqual(errorCodes.toSorted());
});

test.each(errorCodes)("%s is described with the status and title that smithd gives it", (code) => {
  const { status, title } = sections.find((section) => section.code === code)!;
  expect([status, title]).toEqual(kinds[code]);
});

test.each(sections.map(({ code, text }) => [code, text]))("%s says what to do and who can", (_code, text) => {
  expect(text).toMatch(/^(?!\*\*).+?\n\n\*\*What to do:\*\* .+?\n\n\*\*Who can fix it:\*\* [^]+$/s);
});
