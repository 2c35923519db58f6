import type { Smithd } from "./smithd.ts";
import type { Trouble } from "./trouble.ts";

/** One smithd, and what is heard from it. */
export interface Session extends Smithd {
  /** The context's name, or the host. */
  name: string;
  url: string;
  /** Whether the API key goes there in the clear, which was allowed. */
  isUnencrypted: boolean;
  /** Comes when an answer said that the API key is not good. */
  keyRefused: Promise<Trouble>;
  /** Ends what is heard, and what is on its way. */
  close: () => void;
}
