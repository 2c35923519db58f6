import { UsageError } from "../clients/errors.ts";
import { nearest } from "../clients/terminal/nearest.ts";

/** The handler for the first word, and the words after it. Flags may stand before the verb's arguments only. */
export function pickVerb<Handler>(
  noun: string,
  argv: string[],
  verbs: Record<string, Handler>,
): [Handler, string[]] {
  const names = Object.keys(verbs);
  const [first, ...rest] = argv;
  if (first === undefined || first.startsWith("-")) return [verbs["list"]!, argv];
  if (Object.hasOwn(verbs, first)) return [verbs[first]!, rest];
  const near = nearest(first, names);
  const next = near ? `Did you mean \`smithctl ${noun} ${near}\`?` : `It knows ${names.join(", ")}.`;
  throw new UsageError(`\`smithctl ${noun}\` knows no ${first}.`, next);
}
