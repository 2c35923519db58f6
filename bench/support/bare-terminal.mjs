// The least that a program on a terminal can do: it answers each key with a frame that it has ready. Its first argument
// is how many columns a frame has, its second how many rows.
const [columns, rows] = process.argv.slice(2).map(Number);
const row = "x".repeat(columns);
let answered = 0;
const draw = () =>
  process.stdout.write(
    `\x1b[H${[`frame ${answered++};`.padEnd(columns), ...Array(rows - 1).fill(row)].join("\n")}`,
  );
process.stdin.setRawMode(true).on("data", (keys) => (keys.includes(3) ? process.exit() : draw()));
draw();
