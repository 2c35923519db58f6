import type { Client } from "../../../generated/client.ts";
import type { Changes } from "./changes.ts";
import type { Feed } from "./feed.ts";
import type { Trouble } from "./trouble.ts";

/** One smithd, and what is heard from it. */
export interface Session {
  /** The context's name, or the host. */
  name: string;
  url: string;
  client: Client;
  feed: Feed;
  changes: Changes;
  /** Comes when an answer said that the API key is not good. */
  keyRefused: Promise<Trouble>;
  /** Ends what is heard, and what is on its way. */
  close: () => void;
}
