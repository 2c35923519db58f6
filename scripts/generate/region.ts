const BEGIN = "<!-- Made by `npm run generate`: -->";
const END = "<!-- Written by hand from here on. -->";

/** The text with `content` between its two marks, everything else as it was. Throws where it has not both. */
export function withRegion(text: string, content: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`there is no place for it: ${BEGIN} … ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${content.trim()}\n\n${text.slice(end)}`;
}
