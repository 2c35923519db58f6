const MAX_CHARACTERS = 300;

/** Escape sequences of terminals, as far as they have a shape of their own; what is left of others falls to CONTROLS. */

const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]/g;
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** Lines that say how far git was, or what a person at a terminal could do. */
const CHATTER =
  /^(?:remote: )?(?:(?:Enumerating|Counting|Compressing|Receiving|Writing|Unpacking|Resolving|Delta|Total) |hint: |To |error: failed to push some refs|$)|^POST git-|^(?:remote:\s*)$/;

/** The lines of git's output that say something, without what could steer a terminal. */
export function linesOf(output: string): string[] {
  const lines = output
    .split(/[\r\n]+/)
    .map((line) => line.replace(ESCAPES, "").replace(CONTROLS, " ").trim());
  return lines.filter((line) => !CHATTER.test(line));
}

/** One sentence of at most 300 characters from git's output, without any credential. What a remote prints is not ours to trust. */
export function gist(lines: string[], secrets: string[]): string {
  const said = lines.map((line) => line.replace(/^(?:fatal|error|warning|remote): /, "")).join(" ");
  const clean = secrets
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "***"), said)
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, "$1")
    .replace(/\bauthorization:\s*(?:\w+\s+)?\S+/gi, "authorization: ***");
  const characters = [...clean];
  if (characters.length <= MAX_CHARACTERS) return clean;
  return `${characters.slice(0, MAX_CHARACTERS - 1).join("")}…`;
}
