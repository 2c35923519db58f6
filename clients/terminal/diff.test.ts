import { expect, test } from "vitest";
import type { FileDiff } from "../../generated/api.ts";
import { coloursFor } from "./colour.ts";
import { listChanges, printDiff, summarizeDiff } from "./diff.ts";
import { createOutput } from "./output.ts";

const folder = "environments/staging/apps/a/";
const patch = [
  `diff --git a/${folder}x.yaml b/${folder}x.yaml`,
  `--- a/${folder}x.yaml`,
  `+++ b/${folder}x.yaml`,
  "@@ -1,3 +1,3 @@",
  " kept\x1b]0;",
  "--- a list\r",
  "+\x1b[2Jnew\x07",
  "\\ No newline at end of file",
  "",
].join("\n");
const files: FileDiff[] = [
  { path: `${folder}x.yaml`, change: "modified", additions: 1, deletions: 1, diff: patch },
  { path: "environments/staging/apps/kustomization.yaml", change: "added", additions: 12, deletions: 0 },
  { path: `${folder}logo.png`, change: "deleted", omitted: "binary" },
];
const long: FileDiff = {
  path: `${folder}b.yaml`,
  change: "modified",
  additions: 90_000,
  omitted: "too-large",
};

test.each([
  [[], "no file changes"],
  [files.slice(0, 1), "1 file changed, +1 −1"],
  [files, "3 files changed, +13 −1, 1 without a diff"],
])("%#: what changes is summed up", (given, summary) => {
  expect(summarizeDiff(given)).toBe(summary);
});

test("each file has its line, twenty at the most", () => {
  expect(listChanges(files, folder, coloursFor({}, {}))).toBe(
    [
      "  modified  x.yaml                                        +1 −1",
      "  added     environments/staging/apps/kustomization.yaml  +12",
      "  deleted   logo.png                                      (binary)",
    ].join("\n"),
  );
  expect(listChanges([long], folder, coloursFor({}, {}))).toBe("  modified  b.yaml  +90000 (too-large)");
  expect(listChanges(Array<FileDiff>(23).fill(files[0]!), folder, coloursFor({}, {}))).toMatch(
    /\n {2}… and 3 more$/,
  );
});

function printed(isTTY: boolean) {
  const said = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") =>
    ({ isTTY, columns: 80, on: () => {}, write: (text: string) => (said[name] += text) }) as never;
  const env = isTTY ? { TERM: "xterm" } : {};
  printDiff(
    files,
    createOutput({ stdout: stream("stdout"), stderr: stream("stderr"), stdin: {} as never, env }),
  );
  return said;
}

test("to a program a diff is the patch and nothing else; what has none is said beside it", () => {
  const { stdout, stderr } = printed(false);
  expect(stdout).toBe(patch);
  expect(stderr).toBe(
    "environments/staging/apps/kustomization.yaml is added.\n" +
      `${folder}logo.png is deleted; it is no text, so there is no diff.\n`,
  );
});

test("on a terminal it is coloured, shows line ends that change, and does nothing else to it", () => {
  const { stdout } = printed(true);
  expect(stdout).toContain(`\x1b[1m--- a/${folder}x.yaml\x1b[22m\n`);
  expect(stdout).toContain("\x1b[36m@@ -1,3 +1,3 @@\x1b[39m\n kept0;\n\x1b[31m--- a list^M\x1b[39m\n");
  expect(stdout).toContain("\x1b[32m+new\x1b[39m\n");
});
