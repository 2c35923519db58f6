/**
 * GitHub's filter patterns: `*` any characters but `/`, `**` any characters, `?` and `+` zero or one and one or more of
 * the character before, `[a-z0-9]` one of a set, `\` before a special character takes it as it is, a leading `!` negates.
 * Source: GitHub Actions' workflow syntax, "Filter pattern cheat sheet".
 *
 * Matching simulates the automaton instead of compiling a regular expression: the time grows with pattern × name, never
 * exponentially, whatever a user writes.
 */

interface Step {
  accepts: (character: string) => boolean;
  optional: boolean;
  repeats: boolean;
}

export interface Pattern {
  negated: boolean;
  matches(name: string): boolean;
}

/** Why a pattern cannot be read, as a sentence. */
export class PatternError extends Error {}

export function parsePattern(source: string): Pattern {
  const negated = source.startsWith("!");
  const steps = readSteps(negated ? source.slice(1) : source, source);
  if (steps.length === 0) throw new PatternError(`\`${source}\` matches nothing. Write a name or a pattern.`);
  return { negated, matches: (name) => simulate(steps, [...name]) };
}

/** The last pattern that matches decides. */
export function matchesInOrder(patterns: Pattern[], name: string): boolean {
  return patterns.findLast((pattern) => pattern.matches(name))?.negated === false;
}

function readSteps(text: string, source: string): Step[] {
  const characters = [...text];
  const steps: Step[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === "*") {
      const anything = characters[at + 1] === "*";
      if (anything) at++;
      steps.push({ accepts: anything ? () => true : (c) => c !== "/", optional: true, repeats: true });
    } else if (character === "?" || character === "+") {
      quantify(steps.at(-1), character, source);
    } else if (character === "[") {
      const end = characters.indexOf("]", at + 2);
      if (end < 0)
        throw new PatternError(
          `\`${source}\` opens a set with \`[\` and never closes it. Write \`]\` at its end, or \`\\[\` for the character itself.`,
        );
      steps.push(once(readSet(characters.slice(at + 1, end), source)));
      at = end;
    } else if (character === "\\") {
      const escaped = characters[++at];
      if (escaped === undefined)
        throw new PatternError(`\`${source}\` ends with \`\\\`, which must stand before a character.`);
      steps.push(once((c) => c === escaped));
    } else {
      steps.push(once((c) => c === character));
    }
  }
  return steps;
}

const once = (accepts: Step["accepts"]): Step => ({ accepts, optional: false, repeats: false });

function quantify(step: Step | undefined, quantifier: "?" | "+", source: string): void {
  if (!step)
    throw new PatternError(
      `\`${source}\` has \`${quantifier}\` with no character before it. \`${quantifier}\` means ${
        quantifier === "?" ? "zero or one" : "one or more"
      } of the character before; \`*\` means any characters.`,
    );
  if (quantifier === "?") step.optional = true;
  else step.repeats = true;
}

function readSet(characters: string[], source: string): Step["accepts"] {
  const ranges: [string, string][] = [];
  for (let at = 0; at < characters.length; at++) {
    const from = characters[at]!;
    const isRange = characters[at + 1] === "-" && at + 2 < characters.length;
    const to = isRange ? characters[at + 2]! : from;
    if (from > to)
      throw new PatternError(`\`${source}\` holds the range ${from}-${to}, which runs backwards.`);
    ranges.push([from, to]);
    if (isRange) at += 2;
  }
  return (character) => ranges.some(([from, to]) => from <= character && character <= to);
}

/** `reached` holds every step index at which the pattern may stand after the characters read so far. */
function simulate(steps: Step[], characters: string[]): boolean {
  let reached = withSkips(steps, new Set([0]));
  for (const character of characters) {
    const next = new Set<number>();
    for (const index of reached) {
      const step = steps[index];
      if (!step?.accepts(character)) continue;
      next.add(index + 1);
      // A repeated step may take more; it is optional from now on, so staying and leaving are both open.
      if (step.repeats) next.add(index);
    }
    if (next.size === 0) return false;
    reached = withSkips(steps, next);
  }
  return reached.has(steps.length);
}

function withSkips(steps: Step[], indexes: Set<number>): Set<number> {
  for (const index of indexes) if (steps[index]?.optional) indexes.add(index + 1);
  return indexes;
}
