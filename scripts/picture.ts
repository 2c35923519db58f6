/** Runs the demo and draws what it printed as docs/demo.svg, the README's picture. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const LINE = 19;
const CHARACTER = 8.4;
const MARGIN = 20;

const styles: [RegExp, string][] = [
  [/^\$ .*/, 'fill="#7fb3ff"'],
  [/^[A-Z].*$/, 'fill="#ffffff" font-weight="bold"'],
  [/^ {2}(?:deployed|rolled back) .*/, 'fill="#7ee787"'],
];

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function draw(lines: string[]): string {
  const width = Math.max(...lines.map((line) => [...line].length)) * CHARACTER + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  const rows = lines.map((line, index) => {
    const style = styles.find(([pattern]) => pattern.test(line))?.[1] ?? 'fill="#c9d1d9"';
    return `<text x="${MARGIN}" y="${MARGIN + (index + 0.8) * LINE}" ${style}>${escape(line)}</text>`;
  });
  const font = 'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14"';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${font} xml:space="preserve">
<title>npm run demo: versions go from CI to staging, to production and back</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${rows.join("\n")}
</svg>
`;
}

const printed = execFileSync(process.execPath, ["scripts/demo.ts"], { encoding: "utf8" });
// The last lines are for the terminal only.
const story = printed.slice(0, printed.lastIndexOf("\n\n"));
writeFileSync("docs/demo.svg", draw(["$ npm ci && npm run demo", ...story.trimEnd().split("\n")]));
