import type { Connection } from "../data/feed.ts";
import type { Session } from "../data/session.ts";
import { ours, span, type Line } from "../text/line.ts";

/** How the connection is, and to which smithd. */
export const statusLine = (
  { name, isUnencrypted }: Pick<Session, "name" | "isUnencrypted">,
  connection: Connection,
  now: number,
): Line => [
  ...stateOf(connection, now),
  span(`  ${name}`, "muted"),
  ...(isUnencrypted ? [ours("  unencrypted", "warning")] : []),
];

function stateOf(connection: Connection, now: number): Line {
  switch (connection.kind) {
    case "connecting":
      return [ours("connecting …", "muted")];
    case "live":
      return [ours("● live", "good")];
    case "polling":
      return [ours("○ every 5 s", "warning")];
    case "lost": {
      if (connection.trouble.isLogin) return [ours("✗ key refused, K logs in", "bad")];
      const seconds = Math.max(0, Math.round((now - connection.since) / 1000));
      return [ours(`✗ stale ${seconds}s, retrying`, "bad")];
    }
  }
}
