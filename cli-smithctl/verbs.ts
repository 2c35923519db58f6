import { UsageError } from "../clients/errors.ts";
import type { ExitCode } from "../clients/exit-codes.ts";
import type { Syntax } from "../clients/terminal/command-line.ts";
import { nearest } from "../clients/terminal/nearest.ts";
import type { CommandContext } from "../clients/terminal/program.ts";

export interface Verb extends Syntax {
  run(argv: string[], context: CommandContext): Promise<ExitCode>;
}

type Verbs = Record<string, Verb> & { list: Verb };

/**
 * Runs the verb that the first word names. Without one it is `list`; `listed` says that a word may follow at once, as in
 * `policies APP`.
 */
export function runVerb(
  noun: string,
  verbs: Verbs,
  argv: string[],
  context: CommandContext,
  listed: "words" | "nothing" = "nothing",
): Promise<ExitCode> {
  const [first = "", ...rest] = argv;
  const verb = Object.hasOwn(verbs, first) ? verbs[first] : undefined;
  if (verb) return verb.run(rest, context);
  if (first.startsWith("-")) refuseLateVerb(noun, argv, verbs);
  else if (first !== "") refuseUnknownVerb(noun, first, verbs, listed);
  return verbs.list.run(argv, context);
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
