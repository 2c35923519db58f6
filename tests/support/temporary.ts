import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is gone after the test, or after the file where no test runs yet. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "deploysmith-"));
  remove.add(folder);
  return folder;
}

const remove = new Set<string>();

/** Removes all that was made; called by the suite's last hook. */
export async function removeTemporaryFolders(): Promise<void> {
  for (const folder of remove) await rm(folder, { recursive: true, force: true });
  remove.clear();
}
