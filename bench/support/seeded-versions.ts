import { createHash } from "node:crypto";
import { newId } from "../../server/domain/new-id.ts";

/** One app with half of all versions, so that there is depth, and many with what a busy team publishes in a year. */
export const BIG = "monolith";
export const SMALL = Array.from({ length: 999 }, (_, index) => `app-${String(index).padStart(3, "0")}`);
/** Of a hundred versions in a row, those of the big app. */
const BIG_SHARE = 51;

const START = Date.UTC(2025, 0, 1);
const INTERVAL = 30_000;

/** What differs between the versions; the rest of a row is made of it in the database. */
export interface SeededVersion {
  number: number;
  uid: string;
  app: string;
  sha: string;
  time: number;
  built: string;
}

/** In the order in which they were published, apps taking turns: what one app lists lies far apart in the table. */
export function* seededVersions(count: number, small: readonly string[] = SMALL): Generator<SeededVersion> {
  let ofSmall = 0;
  for (let number = 0; number < count; number++) {
    const app = number % 100 < BIG_SHARE ? BIG : small[ofSmall++ % small.length]!;
    const time = START + number * INTERVAL;
    const uid = newId(time);
    const sha = createHash("sha1").update(uid).digest("hex");
    yield { number, uid, app, sha, time, built: new Date(time - 60_000).toISOString() };
  }
}
