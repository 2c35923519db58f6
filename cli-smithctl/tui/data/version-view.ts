import type { AppVersionView } from "../../../generated/api.ts";
import { keepReading } from "./keep-current.ts";
import type { Session } from "./session.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

export interface VersionView {
  version?: AppVersionView;
  trouble?: Trouble;
}

/** A version with its files, and where it runs as that changes. */
export const versionView = (
  { client, feed }: Session,
  path: { app: string; version: string },
  signal: AbortSignal,
): AsyncGenerator<VersionView> => {
  async function* read(): AsyncGenerator<VersionView> {
    yield { version: await client.versionView({ path }) };
  }
  return keepReading<VersionView>(feed, signal, {
    initial: {},
    read,
    concerns: (event) => event.app === path.app,
  });
};

export interface FileText {
  text?: string;
  trouble?: Trouble;
}

/** One file of a version, which never changes. */
export async function* fileText(
  { client }: Session,
  { app, version, path }: { app: string; version: string; path: string },
): AsyncGenerator<FileText> {
  try {
    yield { text: await client.versionFileView({ path: { app, version }, query: { path } }) };
  } catch (error) {
    yield { trouble: troubleOf(error) };
  }
}
