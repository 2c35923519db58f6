import { sanitizeLine } from "./sanitize.ts";

/** A view of one thing: a name and a value on each line; values that are missing leave their line out. */
export function formatFields(fields: [string, string | undefined][]): string {
  const shown = fields.filter(
    (field): field is [string, string] => field[1] !== undefined && field[1] !== "",
  );
  const width = Math.max(...shown.map(([name]) => name.length)) + 2;
  return shown.map(([name, value]) => `${`${name}:`.padEnd(width)}${sanitizeLine(value)}`).join("\n");
}
