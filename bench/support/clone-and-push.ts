import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesOf } from "../../tests/support/publish.ts";
import { sourceOf } from "./apps.ts";
import { prepare } from "./git.ts";
import type { Ref } from "./ref.ts";
import type { Job } from "./smithd.ts";

const SCRIPT = join(import.meta.dirname, "clone-and-push.sh");

/**
 * Deploys as a pipeline without smithd does. Returns the milliseconds from before the script is started until the branch
 * has moved; what it clears away after that does not count.
 */
export async function cloneAndPush(remote: string, branch: Ref, job: Job): Promise<number> {
  const { app, version, environment } = job;
  const folder = mkdtempSync(join(tmpdir(), "deploysmith-bench-"));
  try {
    for (const [path, text] of Object.entries(filesOf(sourceOf(app, version)))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const start = await prepare([`file://${remote}`, environment, app, folder], SCRIPT);
    const moved = branch.moved();
    const startedAt = performance.now();
    const [landedAt] = await Promise.all([moved, start()]);
    return landedAt - startedAt;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
