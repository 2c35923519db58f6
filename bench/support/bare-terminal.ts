/**
 * The least that a program on a terminal can do: it answers each key with a frame that it has ready. Its arguments are how
 * many columns and rows a frame has.
 */
const [columns = 80, rows = 24] = process.argv.slice(2).map(Number);
const row = "x".repeat(columns);
let answered = 0;

function draw(): void {
  const first = `frame ${answered++};`.padEnd(columns);
  process.stdout.write(`\x1b[H${[first, ...Array.from({ length: rows - 1 }, () => row)].join("\n")}`);
}

const CTRL_C = 3;
process.stdin.setRawMode(true).on("data", (keys) => (keys.includes(CTRL_C) ? process.exit() : draw()));
draw();
