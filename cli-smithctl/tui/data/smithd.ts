import type { Client } from "../../../generated/client.ts";
import type { Feed } from "./feed.ts";

/** What is asked and heard of a smithd. */
export interface Smithd {
  client: Client;
  feed: Feed;
}
