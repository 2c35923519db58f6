/** A page of help, no wider than `width`: what does not fit goes on below, under where it began. */
export function wrapHelp(text: string, width: number): string {
  let section = "";
  return text
    .split("\n")
    .map((line) => {
      section = /^(\w[^:]*):$/.exec(line)?.[1] ?? section;
      return line.length <= width ? line : wrapLine(line, width, section === "Examples");
    })
    .join("\n");
}

/** A command that is broken up can still be copied into a shell. */
function wrapLine(line: string, width: number, isCommand: boolean): string {
  const { start, indent } = hanging(line, width);
  const [first = "", ...words] = line.slice(start.length).match(/(?:'[^']*'|[^\s'])+/g) ?? [];
  const lines = [(start.trim() === "" ? start.slice(0, indent) : start) + first];
  const room = width - (isCommand ? 2 : 0);
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (longer.length <= room) lines[lines.length - 1] = longer;
    else lines.push(" ".repeat(indent) + word);
  }
  return lines.join(isCommand ? " \\\n" : "\n");
}

/** What stands before the words of a line, and how far they are indented below: under the second column, where it is near. */
function hanging(line: string, width: number): { start: string; indent: number } {
  const columns = /^(?: *\S+(?: \S+)*)? {2,}/.exec(line)?.[0] ?? "";
  const margin = /^ */.exec(line)![0];
  if (columns.length > width / 2) return { start: margin, indent: 6 };
  const isOneColumn = columns === margin && margin.length === 2;
  return { start: columns, indent: columns.length + (isOneColumn ? 2 : 0) };
}
