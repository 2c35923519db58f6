import { followEvents } from "../../clients/events.ts";
import { readSettings } from "../../clients/settings.ts";
import { connectTo, userAgent } from "./data/connect-to.ts";
import { createFeed } from "./data/feed.ts";
import type { Session } from "./data/session.ts";
import { watchKey } from "./data/watch-key.ts";

/** The smithd that the settings name. Throws what plain commands throw where they name none. */
export async function openSession(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Session> {
  const { url, apiKey, context, warnings } = await readSettings({}, env);
  const leaving = new AbortController();
  const until = AbortSignal.any([signal, leaving.signal]);
  const { client, keyRefused } = watchKey(connectTo(url, apiKey, until));
  const open = (end: AbortSignal) => followEvents({ url, apiKey, userAgent }, { signal: end });
  const feed = createFeed({ open, probe: () => client.whoami() }, until);
  return {
    name: context ?? new URL(url).host,
    url,
    isUnencrypted: warnings.length > 0,
    client,
    keyRefused,
    feed,
    close: () => leaving.abort(),
  };
}
