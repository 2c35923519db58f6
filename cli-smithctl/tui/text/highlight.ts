import { ours, type Line, type Span } from "./line.ts";
import { visible } from "./visible.ts";

/** Indentation and dashes, a key, its colon, and the rest. */
const entry = /^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[^\s#'"[{&*!|>%@`-][^#:]*|-[^\s#:][^#:]*))(:)(\s.*|)$/;

/** The lines of a manifest: keys, comments and documents told apart, everything else as it is. */
export const highlighted = (text: string): Line[] =>
  text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => lineOf(visible(line)));

function lineOf(line: string): Line {
  if (/^\s*#/.test(line)) return [ours(line, "muted")];
  if (/^(---|\.\.\.)(\s|$)/.test(line)) return [ours(line, "accent")];
  const [, before = "", key, colon = "", rest = ""] = entry.exec(line) ?? [];
  if (key === undefined) return valueOf(line);
  return [ours(before), ours(key, "accent"), ours(colon), ...valueOf(rest)];
}

/** A `#` after a space begins a comment, except within quotes, where nobody is misled by colour. */
function valueOf(text: string): Span[] {
  const at = /["']/.test(text) ? -1 : text.search(/\s#/);
  return at < 0 ? [ours(text)] : [ours(text.slice(0, at)), ours(text.slice(at), "muted")];
}
