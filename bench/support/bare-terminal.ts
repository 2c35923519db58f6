/**
 * The least that a program on a terminal can do: it answers each key with a frame that it has ready. It goes to Node as a text
 * (bareTerminal): to strip the types of a file would take longer than all that it does.
 */
function answerKeys(columns: number, rows: number): void {
  const row = "x".repeat(columns);
  const others = Array.from({ length: rows - 1 }, () => row);
  let answered = 0;
  const draw = () => {
    const first = `frame ${answered++};`.padEnd(columns);
    process.stdout.write(`\x1b[H${[first, ...others].join("\n")}`);
  };
  const ctrlC = 3;
  process.stdin.setRawMode(true).on("data", (keys) => (keys.includes(ctrlC) ? process.exit() : draw()));
  draw();
}

/** What `node` is given to run it. */
export const bareTerminal = ({ columns, rows }: { columns: number; rows: number }): string[] => [
  "--eval",
  `(${answerKeys.toString()})(${columns}, ${rows})`,
];
