import { afterAll, describe, expect, test } from "vitest";
import { differences } from "./differences.ts";
import { isAcceptable, isNamed, namedFields, recorded, violationsOf } from "./verdicts.ts";

interface Tally {
  files: number;
  verdicts: number;
  fields: number;
  named: number;
}
const tallies = new Map<string, Tally>();

describe.each([...Map.groupBy(recorded, (each) => each.class)])("%s", (name, ofClass) => {
  const tally: Tally = { files: 0, verdicts: 0, fields: 0, named: 0 };
  tallies.set(name, tally);

  test.each(ofClass)("$file", (verdict) => {
    const violations = violationsOf(verdict);
    const isSame = (violations.length === 0) === isAcceptable(verdict);
    const fields = isSame && !isAcceptable(verdict) ? namedFields(verdict) : [];
    const unnamed = fields.filter((field) => !isNamed(field, violations));
    tally.files++;
    tally.verdicts += Number(isSame);
    tally.fields += fields.length;
    tally.named += fields.length - unnamed.length;

    const difference = differences.get(verdict.file);
    if (difference?.what === "verdict") expect(isSame, "a difference that is none any more").toBe(false);
    else if (!isSame)
      expect.fail(
        isAcceptable(verdict)
          ? `It is refused: ${JSON.stringify(violations)}`
          : `It is accepted: ${verdict.message ?? verdict.flux.message}`,
      );
    if (difference?.what === "field") expect(unnamed, "a difference that is none any more").not.toEqual([]);
    else expect(unnamed, `named by the server, and not by ${JSON.stringify(violations)}`).toEqual([]);
  });
});

test("every difference is of a recorded manifest", () => {
  const files = new Set(recorded.map(({ file }) => file));
  expect([...differences.keys()].filter((file) => !files.has(file))).toEqual([]);
});

afterAll(() => {
  const row = (name: string, { files, verdicts, fields, named }: Tally) =>
    `${name.padEnd(18)} ${`${verdicts} of ${files}`.padStart(11)} ${`${named} of ${fields}`.padStart(11)}`;
  const sum = (key: keyof Tally) => [...tallies.values()].reduce((total, tally) => total + tally[key], 0);
  const all = { files: sum("files"), verdicts: sum("verdicts"), fields: sum("fields"), named: sum("named") };
  console.log(
    [
      "Agreement with a real API server and a real Flux:",
      "class                 verdicts      fields",
      ...[...tallies].map(([name, tally]) => row(name, tally)),
      row("all", all),
    ].join("\n"),
  );
});
