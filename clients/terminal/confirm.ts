import { createInterface } from "node:readline/promises";
import { UsageError } from "../errors.ts";
import type { Streams } from "./output.ts";

export interface Confirmation {
  question: string;
  /** A word that must be typed, where "yes" is not enough. */
  typed?: string;
  /** Already given with --yes. */
  yes: boolean;
}

/**
 * Whether a person agrees; the default is no. Throws UsageError where nobody can be asked, and the signal's reason
 * when interrupted.
 */
export async function confirm(streams: Streams, asked: Confirmation, signal: AbortSignal): Promise<boolean> {
  if (asked.yes) return true;
  if (!streams.stdin.isTTY || !streams.stderr.isTTY) {
    throw new UsageError("There is no terminal to ask on.", "Pass --yes to go ahead without being asked.");
  }
  const hint = asked.typed === undefined ? "[y/N]" : `Type "${asked.typed}" to go on:`;
  const answer = await ask(streams, `${asked.question} ${hint} `, signal);
  return asked.typed === undefined ? /^y(es)?$/i.test(answer) : answer === asked.typed;
}

async function ask(streams: Streams, question: string, signal: AbortSignal): Promise<string> {
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
