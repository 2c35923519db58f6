import { execFile } from "node:child_process";
import { open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { orSkip } from "../../support/or-skip.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const run = promisify(execFile);

/** A file system with little room. */
export interface SmallDisk {
  folder: string;
  /** Leaves at most `left` bytes. */
  fill(left?: number): Promise<void>;
  /** Takes away what filled it. */
  free(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** In memory. Undefined, with a word about it, where one may not be mounted. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk | undefined> {
  const folder = await temporaryFolder();
  const mounted = await orSkip("what happens on a full disk", async () => {
    await run("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", folder]);
    return true;
  });
  if (!mounted) return undefined;
  const ballast = join(folder, "ballast");
  return {
    folder,
    async fill(left = 0) {
      const file = await open(ballast, "a");
      try {
        for (;;) {
          const { bavail, bsize } = await statfs(folder);
          const bytes = Math.min(bavail * bsize - left, 1024 * 1024);
          if (bytes <= 0) return;
          await file.write(Buffer.alloc(bytes));
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      } finally {
        await file.close();
      }
    },
    free: () => rm(ballast, { force: true }),
    // Something may just be ending there.
    [Symbol.asyncDispose]: async () => void (await run("umount", ["--lazy", folder])),
  };
}
