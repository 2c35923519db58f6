import { connect } from "../../clients/client.ts";
import { followEvents } from "../../clients/events.ts";
import { programVersion } from "../../clients/program-version.ts";
import { readSettings } from "../../clients/settings.ts";
import { createFeed } from "./data/feed.ts";
import type { Session } from "./data/session.ts";

/** Milliseconds that a call is repeated for while smithd does not answer: the screen says so, and goes on by itself. */
const PATIENCE = 2000;

/** The smithd that the settings name. Throws what plain commands throw where they name none. */
export async function openSession(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Session> {
  const { url, apiKey } = await readSettings({}, env);
  const userAgent = `smithctl/${programVersion} (${process.platform}; node ${process.versions.node})`;
  const connection = { url, apiKey, userAgent };
  return {
    name: new URL(url).host,
    url,
    client: connect({ ...connection, signal, patienceMs: PATIENCE }),
    feed: createFeed((until) => followEvents(connection, { signal: until }), signal),
  };
}
