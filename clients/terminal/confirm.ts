import { ask, requireTerminal } from "./ask.ts";
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
  requireTerminal(streams, "Pass --yes to go ahead without being asked.");
  const hint = asked.typed === undefined ? "[y/N]" : `Type "${asked.typed}" to go on:`;
  const answer = await ask(streams, `${asked.question} ${hint} `, signal);
  return asked.typed === undefined ? /^y(es)?$/i.test(answer) : answer === asked.typed;
}
