import { expect, test } from "vitest";
import { aDiff } from "../../testing/a-plan.ts";
import { plainText } from "../../text/line.ts";
import { changesLine, diffLines } from "./diff-lines.ts";

const folder = "environments/staging/apps/api-service/";
const { files } = aDiff();

test("each file has its name in the folder, and its hunks without git's header", () => {
  const { lines, starts } = diffLines(files, folder);
  expect(lines.map(plainText)).toMatchInlineSnapshot(`
    [
      "modified deployment.yaml +1 −1",
      "@@ -1,3 +1,3 @@",
      " kind: Deployment",
      "-replicas: 2",
      "+replicas: 3",
      "",
      "added logo.png",
      "  It is no text, so there is no diff.",
      "",
    ]
  `);
  expect(starts).toEqual([0, 6]);
  expect(plainText(changesLine(files))).toBe("2 files changed, +1 −1, 1 without a diff");
});

test.each([
  ["+a", "added"],
  ["-a", "removed"],
  [" a", undefined],
  ["\\ No newline at end of file", "muted"],
])("the line %j is %s", (line, role) => {
  const diff = `--- a\n+++ b\n@@ -1 +1 @@\n${line}\n`;
  const { lines } = diffLines([{ path: "a", change: "modified", diff }], folder);
  expect(lines[2]).toEqual([{ text: line, ...(role && { role }) }]);
});

test("a line end that changes is seen, and nothing moves the cursor", () => {
  const diff = "@@ -1 +1 @@\n-a: 1\r\n+a: 1\x1b[2J\n";
  const { lines } = diffLines([{ path: "../\x1b[31mx", change: "mov\x07ed", diff }], folder);
  expect(lines.slice(0, 4).map(plainText)).toEqual(["moved ../x", "@@ -1 +1 @@", "-a: 1^M", "+a: 1"]);
});

test.each([
  ["too-large", "Its diff would be too long to read."],
  ["other", "There is no diff of it."],
])("a file without a diff (%s) says why", (omitted, reason) => {
  const { lines } = diffLines([{ path: "a", change: "added", omitted }], folder);
  expect(plainText(lines[1]!)).toBe(`  ${reason}`);
});
