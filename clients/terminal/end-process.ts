/** Ends the process once both streams have taken what was written: exiting at once would cut the output of a pipe. */
export function endProcess(code: number, exit: (code: number) => void): void {
  let open = 2;
  const closed = () => {
    if (--open === 0) exit(code);
  };
  for (const stream of [process.stdout, process.stderr]) stream.write("", closed);
}
