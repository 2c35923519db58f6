import { expect, test } from "vitest";
import { versionToGoBackTo } from "./walk-back.ts";

/** Versions v1 to v5 were published in this order. */
const versions = new Map(
  ["v1", "v2", "v3", "v4", "v5"].map((uid, index) => [uid, { uid, publishedAt: index }]),
);

/** What ran there, the first first: `v1` was deployed, `<v1` rolled back to, `-` removed. */
function target(runs: string): string | undefined {
  const history = runs.split(" ").map((run) =>
    run === "-"
      ? { kind: "removal" as const }
      : {
          kind: run.startsWith("<") ? ("rollback" as const) : ("manual" as const),
          versionUid: run.replace("<", ""),
        },
  );
  const running = versions.get(history.at(-1)!.versionUid ?? "");
  return versionToGoBackTo(history.toReversed(), versions, running)?.uid;
}

test.each([
  ["v1 v2", "v1"],
  ["v1 v2 v3 <v2", "v1"],
  ["v1 v2 v3 <v2 <v1", undefined],
  ["v1", undefined],
  ["v1 v1", undefined],
  ["v1 v2 v2", "v1"],
  // v3 was bad, so going back from v4 passes it over.
  ["v1 v2 v3 <v2 v4", "v2"],
  ["v1 v2 v3 <v1 v4", "v1"],
  // v3 was brought back on purpose and counts again.
  ["v1 v2 v3 <v2 v3 v4", "v3"],
  // Never forward, also after a version was named.
  ["v1 v2 v3 v4 <v2", "v1"],
  ["v1 v3 v5 <v3 v4", "v3"],
  // After a removal, what ran last.
  ["v1 v2 -", "v2"],
  ["v1 v2 <v1 -", "v1"],
  // A rollback that met something older than it was asked for went forward, and says nothing against what it replaced.
  ["v1 v3 <v1 <v2", "v1"],
])("after %s a rollback goes to %s", (runs, expected) => {
  expect(target(runs)).toBe(expected);
});
