import { invalid, type Check } from "../rule.ts";

/** An expression as Go reads it. Only what is wrong for certain is told. Source: Go's regexp/syntax. */
export const pattern: Check<string> = (text, report) => {
  const why = FAULTS.find(([isFaulty]) => isFaulty(text))?.[1];
  if (why !== undefined) report([], invalid(`It is no regular expression of the API server's: ${why}`));
};

const MOST_REPEATED = 1000;

const withoutEscapes = (text: string) => text.replace(/\\./gs, "x");
/** Without the sets of characters, in which signs mean themselves. */
const outsideSets = (text: string) => withoutEscapes(text).replace(/\[\^?\]?(\[:\^?\w+:\]|[^\]])*\]/gs, "x");

const FAULTS: readonly (readonly [(text: string) => boolean, string])[] = [
  [(text) => /\(\?(<?[=!])/.test(outsideSets(text)), "it cannot look ahead or back."],
  [(text) => /^(\\.|[^\\])*\\$/s.test(text), "it ends with a backslash."],
  [
    (text) =>
      !text.includes("\\Q") &&
      /\\([89ceghijklmoquyFGHIJKLMNORTUVXYZ]|[1-7](?![0-7]))/.test(text.replace(/\\\\/g, "x")),
    "it has a backslash before a letter or digit where that means nothing.",
  ],
  [(text) => /(^|[(|])[*+]/.test(outsideSets(text)), "there is nothing to repeat."],
  [(text) => /([*+?]|\{\d+(,\d*)?\})[*+]/.test(outsideSets(text)), "something is repeated twice."],
  [
    (text) => [...outsideSets(text).matchAll(/\{(\d+)(?:(,)(\d*))?\}/g)].some(isTooMuch),
    "it repeats too often.",
  ],
  [(text) => !isBalanced(outsideSets(text)), "a parenthesis or bracket has no partner."],
];

function isTooMuch([, least = "", comma, most = ""]: RegExpExecArray): boolean {
  const [from, to] = [Number(least), comma === undefined || most === "" ? Number(least) : Number(most)];
  return from > MOST_REPEATED || to > MOST_REPEATED || from > to;
}

function isBalanced(text: string): boolean {
  let open = 0;
  for (const [sign] of text.matchAll(/[()[]/g)) {
    if (sign === "[") return false;
    open += sign === "(" ? 1 : -1;
    if (open < 0) return false;
  }
  return open === 0;
}
