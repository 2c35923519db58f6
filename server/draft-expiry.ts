import type { Logger } from "pino";
import type { DraftExpiry, DraftExpiryState } from "./domain/ports.ts";

/** Milliseconds for which an answer holds: the rules of a bucket hardly ever change, and probes come every few seconds. */
const HOLDS = 10 * 60_000;
const FAILURE_HOLDS = 60_000;

/** What /readyz says of it; anybody may ask. */
const words: Record<DraftExpiryState, string> = {
  installed: "ok",
  absent: "missing: `smithd doctor --fix` installs it",
  unsupported: "not supported by this storage",
  "published-expire": "a rule of the bucket removes published versions",
  "published-archived": "a rule of the bucket archives published versions",
};

/**
 * Resolves to a word on the bucket's rule that expires drafts, and warns in the log when it is not as it should be, or
 * cannot be read. Rejects in the latter case. However often it is called, the bucket is asked now and then.
 */
export function watchDraftExpiry(expiry: DraftExpiry, log: Logger, now: () => number): () => Promise<string> {
  let last: { answer: Promise<DraftExpiryState>; until: number } | undefined;
  let told: DraftExpiryState | "unknown" | undefined;
  const ask = async () => {
    try {
      const state = await expiry.state();
      if (state !== told && state !== "installed")
        log.warn({ draftExpiry: state }, `expiry of drafts in the bucket: ${words[state]}`);
      told = state;
      return state;
    } catch (error) {
      if (told !== "unknown")
        log.warn({ err: error }, "expiry of drafts in the bucket: its lifecycle rules cannot be read");
      told = "unknown";
      last!.until = now() + FAILURE_HOLDS;
      throw error;
    }
  };
  return async () => {
    if (!last || now() >= last.until) {
      const until = now() + HOLDS;
      last = { answer: Promise.resolve().then(ask), until };
    }
    return words[await last.answer];
  };
}
