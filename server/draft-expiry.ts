import type { Logger } from "pino";
import type { DraftExpiry, DraftExpiryState } from "./domain/ports.ts";

/** Milliseconds for which an answer holds: the rules of a bucket hardly ever change, and probes come every few seconds. */
const HOLDS = 10 * 60_000;

/** What /readyz says of it; anybody may ask. */
const words: Record<DraftExpiryState, string> = {
  installed: "ok",
  absent: "missing: `smithd doctor --fix` installs it",
  unsupported: "not supported by this storage",
  "published-expire": "a rule of the bucket removes published versions",
  "published-archived": "a rule of the bucket archives published versions",
};

/** Resolves to a word on the bucket's rule that expires drafts, and warns in the log when it is not as it should be. */
export function watchDraftExpiry(expiry: DraftExpiry, log: Logger, now: () => number): () => Promise<string> {
  let last: { state: DraftExpiryState; at: number } | undefined;
  return async () => {
    if (last && now() - last.at < HOLDS) return words[last.state];
    const state = await expiry.state();
    if (state !== last?.state && state !== "installed")
      log.warn({ draftExpiry: state }, `expiry of drafts in the bucket: ${words[state]}`);
    last = { state, at: now() };
    return words[state];
  };
}
