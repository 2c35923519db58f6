import { setTimeout as wait } from "node:timers/promises";
import { isDamage } from "./faults.ts";
import { removeAbandoned } from "./leftovers.ts";
import type { Mirror } from "./mirror.ts";
import type { ObjectReader } from "./object-reader.ts";

/** Changes of the mirror after which it is tidied; each leaves a pack, and every look-up asks all of them. */
const EVERY = 25;
/** Of a partial mirror, which git can only repack as a whole. */
const EVERY_OF_PARTIAL = 100;
/** The head of the branch when the mirror was tidied last. */
const HEAD = "refs/deploysmith/head";
const LIMIT_MS = 5 * 60_000;
/** Milliseconds in which those are answered that wait for a change: starting git holds them up. */
const FIRST_ANSWERED = 100;

/**
 * Keeps the mirror small and fast over months. Packs are joined with others of their size, so that a repack costs what
 * is new and not the whole history. Returns what to call after each change; it goes on beside fetches and pushes, which
 * git allows, so that no deployment waits for it.
 */
export function createMaintenance(mirror: Mirror, reader: ObjectReader): (head: string) => void {
  let changes = 0;
  let isTidying = false;
  return (head) => {
    if (++changes % (mirror.isPartial ? EVERY_OF_PARTIAL : EVERY) !== 0 || isTidying) return;
    isTidying = true;
    // What fails here is tried again.
    void wait(FIRST_ANSWERED, undefined, { ref: false })
      .then(() => removeAbandoned(mirror.gitDir))
      .then(() => tidy(mirror, head))
      // It would keep the packs that are gone on the disk.
      .then(() => reader.restart())
      .catch(() => {})
      .finally(() => (isTidying = false));
  };
}

/** Joins packs. What was built and is not pushed yet stays, though no reference has it. A damaged mirror is given up. */
export async function tidy(
  mirror: Pick<Mirror, "run" | "isPartial" | "discard" | "generation">,
  head: string,
): Promise<void> {
  const { generation } = mirror;
  const run = (...args: string[]) => mirror.run(args, { timeoutMs: LIMIT_MS });
  // A push moves no reference of ours, and git describes only what one reaches.
  await run("update-ref", HEAD, head);
  const how = mirror.isPartial ? ["-a", "--keep-unreachable", "--no-write-bitmap-index"] : ["--geometric=2"];
  const repacked = await run("repack", "-d", "-n", ...how, "--quiet");
  // Its files go where it is replaced meanwhile.
  if (mirror.generation !== generation) return;
  if (repacked.code !== 0 && isDamage(repacked)) return mirror.discard();
  // Which paths a commit changed, so that finding the last change of an app does not compare every tree.
  const filters = ["--changed-paths", "--max-new-filters=500"];
  await run("commit-graph", "write", "--reachable", ...filters, "--no-progress");
}
