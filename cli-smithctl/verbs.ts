import { UsageError } from "../clients/errors.ts";
import { nearest } from "../clients/terminal/nearest.ts";

/**
 * The handler for the first word, and the words after it. Without a verb it is `list`; `listed` says that a word may
 * follow at once, as in `policies APP`.
 */
export function pickVerb<Handler>(
  noun: string,
  argv: string[],
  verbs: Record<string, Handler>,
  listed: "words" | "nothing" = "nothing",
): [Handler, string[]] {
  const [first = "", ...rest] = argv;
  if (Object.hasOwn(verbs, first)) return [verbs[first]!, rest];
  if (first.startsWith("-")) refuseLateVerb(noun, argv, verbs);
  else if (first !== "") refuseUnknownVerb(noun, first, verbs, listed);
  return [verbs["list"]!, argv];
}

function refuseLateVerb(noun: string, [flag = "", ...rest]: string[], verbs: object): void {
  const verb = rest.find((word) => Object.hasOwn(verbs, word));
  if (verb === undefined || flag === "--help" || flag === "-h") return;
  throw new UsageError("Flags come after the verb.", `smithctl ${noun} ${verb} ${flag} …`);
}

function refuseUnknownVerb(noun: string, word: string, verbs: object, listed: "words" | "nothing"): void {
  const names = Object.keys(verbs);
  const near = nearest(word, names);
  if (near === undefined && listed === "words") return;
  const asWord = listed === "words" ? ` If it is a name: \`smithctl ${noun} list ${word}\`.` : "";
  const next = near ? `Did you mean \`smithctl ${noun} ${near}\`?${asWord}` : `It knows ${names.join(", ")}.`;
  throw new UsageError(`\`smithctl ${noun}\` knows no ${word}.`, next);
}
