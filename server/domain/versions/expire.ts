import type { Database } from "../../database/database.ts";
import { inTurns } from "../in-turns.ts";
import type { BlobStore } from "../ports.ts";
import { abandonedKeys } from "./blob-keys.ts";
import { UPLOADS_OVER } from "./draft.ts";

/** Marks up to `limit` drafts whose time is over, and has their objects removed. Returns how many there were. */
export async function expireDrafts(database: Database, now: number, limit: number): Promise<number> {
  const overdue = await database.versions.overdue(now, limit);
  for (const version of overdue)
    await database.transaction(async (tables) => {
      const files = await tables.versions.files(version.uid);
      if (await tables.versions.markExpired(version))
        await tables.blobRemovals.add(abandonedKeys(version, files), now + UPLOADS_OVER);
    });
  return overdue.length;
}

const AT_ONCE = 16;
/** Milliseconds until what could not be removed is tried again; meanwhile it stands in the way of nothing else. */
const LATER = 60 * 60 * 1000;

/**
 * Removes up to `limit` objects that nothing refers to any more and no upload URL can bring back. Returns how many. Rejects
 * where some could not be removed, once all were tried.
 */
export async function removeDueBlobs(
  { blobRemovals }: Pick<Database, "blobRemovals">,
  blobs: BlobStore,
  now: number,
  limit: number,
): Promise<number> {
  const keys = await blobRemovals.due(now, limit);
  const failures = new Map<string, unknown>();
  await inTurns(keys, AT_ONCE, (key) =>
    blobs.remove([key]).catch((error: unknown) => void failures.set(key, error)),
  );
  await blobRemovals.done(keys.filter((key) => !failures.has(key)));
  if (failures.size === 0) return keys.length;
  await blobRemovals.postpone([...failures.keys()], now + LATER);
  throw [...failures.values()][0];
}
