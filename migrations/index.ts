import * as spine from "./0001-spine.ts";
import * as engine from "./0002-engine.ts";
import * as events from "./0003-events.ts";

/** In order; a migration that was released is never changed. Listed by hand, so that a bundle carries them. */
export const migrations = [
  { name: "0001-spine", ...spine },
  { name: "0002-engine", ...engine },
  { name: "0003-events", ...events },
];
