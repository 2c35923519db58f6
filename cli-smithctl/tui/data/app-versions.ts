import type { AppVersion } from "../../../generated/api.ts";
import { openPages, type PagedList } from "./pages.ts";
import type { Session } from "./session.ts";

export const versionStatuses = ["published", "draft", "publishing", "expired"] as const;
export type VersionStatus = (typeof versionStatuses)[number];

interface Wanted {
  app: string;
  status: VersionStatus;
  /** The beginning of an id, a sha, a branch or a tag; "" for all. */
  beginning: string;
}

/** The versions of an app, newest first, however many there are. */
export const appVersions = ({ client }: Session, { app, status, beginning }: Wanted): PagedList<AppVersion> =>
  openPages((page) =>
    client.versionList({
      path: { app },
      query: { ...page, status, ...(beginning !== "" && { q: beginning }) },
    }),
  );

/** Ticks whenever something about an app's versions changes. */
export async function* versionChanges({ feed }: Session, app: string, signal: AbortSignal) {
  for await (const change of feed.subscribe(signal)) {
    const concerns = change.kind === "everything" || change.events.some((event) => event.app === app);
    if (concerns) yield {};
  }
}
