import type { Mirror } from "./mirror.ts";
import type { ObjectReader } from "./object-reader.ts";

/** Changes of the mirror after which it is tidied; each may leave a pack, and every look-up asks all of them. */
const EVERY = 25;
/** Of a partial mirror, which git can only repack as a whole. */
const EVERY_OF_PARTIAL = 200;
/** The head of the branch when the mirror was tidied last. */
const HEAD = "refs/deploysmith/head";
const LIMIT_MS = 5 * 60_000;

/**
 * Keeps the mirror small and fast over months. Packs are joined with others of their size, so that a repack costs what
 * is new and not the whole history. Returns what to call after each change; it goes on beside fetches and pushes, which
 * git allows, so that no deployment waits for it.
 */
export function createMaintenance(mirror: Mirror, reader: ObjectReader): (head: string) => void {
  let changes = 0;
  let isTidying = false;
  const tidy = async (head: string) => {
    // A push moves no reference of ours, and git packs only what one reaches.
    await mirror.run(["update-ref", HEAD, head], { timeoutMs: LIMIT_MS });
    const how = mirror.isPartial ? ["-a", "--no-write-bitmap-index"] : ["--geometric=2"];
    await mirror.run(["repack", "-d", "-n", ...how, "--quiet"], { timeoutMs: LIMIT_MS });
    // Which paths a commit changed, so that finding the last change of an app does not compare every tree.
    const graph = [
      "commit-graph",
      "write",
      "--reachable",
      "--changed-paths",
      "--max-new-filters=500",
      "--no-progress",
    ];
    await mirror.run(graph, { timeoutMs: LIMIT_MS });
    // It would keep the packs that are gone on the disk.
    reader.restart();
  };
  return (head) => {
    if (++changes % (mirror.isPartial ? EVERY_OF_PARTIAL : EVERY) !== 0 || isTidying) return;
    isTidying = true;
    // What fails here is tried again, and whatever is wrong with the mirror shows in the next fetch.
    void tidy(head)
      .catch(() => {})
      .finally(() => (isTidying = false));
  };
}
