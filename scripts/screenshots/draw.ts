import type { IBuffer, IBufferCell } from "@xterm/headless";

const LINE = 19;
const CHARACTER = 8.4;
const MARGIN = 16;
const BACKGROUND = "#0d1117";
const FOREGROUND = "#c9d1d9";
/** The 16 colours of a usual dark theme, by their numbers. */
const palette: Record<number, string> = {
  1: "#ff7b72",
  2: "#7ee787",
  3: "#e3b341",
  6: "#76e3ea",
};

interface Look {
  colour: string;
  background: string | undefined;
  isBold: boolean;
  isDim: boolean;
}

/** Cells beside each other that look alike. */
interface Run extends Look {
  column: number;
  text: string;
}

/** A terminal's screen as an SVG, as large as it is. */
export function draw(buffer: IBuffer, size: { columns: number; rows: number }, title: string): string {
  const width = size.columns * CHARACTER + 2 * MARGIN;
  const height = size.rows * LINE + 2 * MARGIN;
  const rows = Array.from({ length: size.rows }, (_, row) =>
    runsOf(buffer, row, size.columns).map((run) => drawn(run, row)),
  );
  const font = 'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14"';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${font} xml:space="preserve">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>
${rows.flat().flat().join("\n")}
</svg>
`;
}

function runsOf(buffer: IBuffer, row: number, columns: number): Run[] {
  const line = buffer.getLine(buffer.baseY + row)!;
  const runs: Run[] = [];
  for (let column = 0; column < columns; column++) {
    const cell = line.getCell(column)!;
    // The second half of a wide character.
    if (cell.getWidth() === 0) continue;
    const look = lookOf(cell);
    const text = cell.getChars() || " ";
    const last = runs.at(-1);
    if (last && isAlike(last, look)) last.text += text;
    else runs.push({ ...look, column, text });
  }
  return runs.filter(({ text, background }) => text.trim() !== "" || background !== undefined);
}

function lookOf(cell: IBufferCell): Look {
  const own = cell.isFgDefault() ? FOREGROUND : (palette[cell.getFgColor()] ?? FOREGROUND);
  const isInverse = cell.isInverse() !== 0;
  return {
    colour: isInverse ? BACKGROUND : own,
    background: isInverse ? own : undefined,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
  };
}

const isAlike = (a: Look, b: Look) =>
  a.colour === b.colour && a.background === b.background && a.isBold === b.isBold && a.isDim === b.isDim;

function drawn({ column, text, colour, background, isBold, isDim }: Run, row: number): string[] {
  const top = MARGIN + row * LINE;
  const words = text.trim();
  const start = column + text.indexOf(words);
  const style = `fill="${colour}"${isBold ? ' font-weight="bold"' : ""}${isDim ? ' fill-opacity="0.6"' : ""}`;
  // With its length given, columns stay straight whatever font there is.
  const place = `x="${across(start)}" y="${rounded(top + 0.76 * LINE)}" textLength="${rounded(words.length * CHARACTER)}"`;
  return [
    ...(background === undefined
      ? []
      : [
          `<rect x="${across(column)}" y="${top}" width="${rounded(text.length * CHARACTER)}" height="${LINE}" fill="${background}"/>`,
        ]),
    ...(words === "" ? [] : [`<text ${place} ${style}>${escaped(words)}</text>`]),
  ];
}

const across = (column: number) => rounded(MARGIN + column * CHARACTER);
const rounded = (number: number) => Math.round(number * 10) / 10;

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
