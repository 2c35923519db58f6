import type { Database } from "../../database/database.ts";
import type { BlobStore } from "../ports.ts";
import { keysOf, UPLOAD_LIFETIME } from "./draft.ts";

const AT_ONCE = 100;

/** Marks drafts whose time is over, and has their objects removed. Returns how many there were. */
export async function expireDrafts(database: Database, now: number): Promise<number> {
  const overdue = await database.versions.overdue(now, AT_ONCE);
  for (const version of overdue)
    await database.transaction(async (tables) => {
      const files = await tables.versions.files(version.uid);
      if (await tables.versions.markExpired(version))
        await tables.blobRemovals.add(keysOf(version, files), now + UPLOAD_LIFETIME);
    });
  return overdue.length;
}

/** Removes the objects that nothing refers to any more and no upload URL can bring back. Returns how many. */
export async function removeDueBlobs(
  { blobRemovals }: Pick<Database, "blobRemovals">,
  blobs: BlobStore,
  now: number,
): Promise<number> {
  const keys = await blobRemovals.due(now, AT_ONCE);
  if (keys.length === 0) return 0;
  await blobs.remove(keys);
  await blobRemovals.done(keys);
  return keys.length;
}
