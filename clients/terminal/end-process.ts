/**
 * Prepares an orderly end, and returns what brings it about: the process ends once both streams have taken what was
 * written, because exiting at once would cut the output of a pipe. Output that is lost, as on a full disk, does not
 * stop the work but makes its success a failure, except where its reader went away (`… | head`).
 */
export function orderlyEnd(exit: (code: number) => void): (code: number) => void {
  const streams = [process.stdout, process.stderr];
  let lost: Error | undefined;
  for (const stream of streams)
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") lost ??= error;
    });
  return (code) => {
    let open = streams.length;
    // A stream tells its listeners of an error only after the callback.
    const closed = () => --open === 0 && setImmediate(() => exit(codeAfter(code, lost)));
    for (const stream of streams) stream.write("", closed);
  };
}

function codeAfter(code: number, lost: Error | undefined): number {
  if (!lost) return code;
  process.stderr.write(`The output could not be written: ${lost.message}\n`);
  return code === 0 ? 1 : code;
}
