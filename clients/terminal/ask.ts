import { createInterface } from "node:readline/promises";
import { Interrupted, UsageError } from "../errors.ts";
import type { Streams } from "./output.ts";

/** Throws UsageError, saying what to do instead, where nobody can be asked. */
export function requireTerminal({ stdin, stderr }: Streams, instead: string): void {
  if (!stdin.isTTY || !stderr.isTTY) throw new UsageError("There is no terminal to ask on.", instead);
}

/** What a person types, without the spaces around it. Throws the signal's reason when interrupted. */
export async function ask(streams: Streams, question: string, signal: AbortSignal): Promise<string> {
  // Not `terminal: true`: raw mode would keep Ctrl-C from the process.
  const reader = createInterface({ input: streams.stdin, output: streams.stderr, terminal: false });
  const closed = new Promise<undefined>((resolve) => reader.once("close", () => resolve(undefined)));
  try {
    const answer = await Promise.race([reader.question(question, { signal }), closed]);
    // Ctrl-D leaves the cursor behind the question.
    if (answer === undefined) streams.stderr.write("\n");
    return (answer ?? "").trim();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    reader.close();
  }
}

/** The same for a secret, which is not shown. */
export async function askHidden(streams: Streams, question: string, signal: AbortSignal): Promise<string> {
  const { stdin, stderr } = streams;
  stderr.write(question);
  stdin.setRawMode(true);
  try {
    return (await readLine(stdin, signal)).trim();
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write("\n");
  }
}

/** In raw mode the terminal neither shows what is typed nor acts on it: the keys that edit a line are ours to heed. */
function readLine(stdin: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let line = "";
  const hear = (chunk: Buffer | string) => {
    for (const character of chunk.toString()) {
      if (character === "\r" || character === "\n" || character === "\x04") return resolve(line);
      if (character === "\x03") return reject(new Interrupted());
      if (character === "\x15") line = "";
      else if (character === "\x7f" || character === "\b") line = line.slice(0, -1);
      else line += character;
    }
  };
  const stop = () => reject(signal.reason as Error);
  // A question before this one left the stream paused.
  stdin
    .on("data", hear)
    .once("end", () => resolve(line))
    .resume();
  signal.addEventListener("abort", stop);
  return promise.finally(() => {
    stdin.off("data", hear);
    signal.removeEventListener("abort", stop);
  });
}
