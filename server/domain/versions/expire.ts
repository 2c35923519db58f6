import type { Database } from "../../database/database.ts";
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

/** Removes up to `limit` objects that nothing refers to any more and no upload URL can bring back. Returns how many. */
export async function removeDueBlobs(
  { blobRemovals }: Pick<Database, "blobRemovals">,
  blobs: BlobStore,
  now: number,
  limit: number,
): Promise<number> {
  const keys = await blobRemovals.due(now, limit);
  if (keys.length === 0) return 0;
  await blobs.remove(keys);
  await blobRemovals.done(keys);
  return keys.length;
}
