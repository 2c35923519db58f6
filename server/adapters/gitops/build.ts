import { type Faults, isDamage } from "./faults.ts";
import { type Mirror, MirrorDamaged } from "./mirror.ts";

/**
 * One pack for each build, lightly compressed: taking it apart again would cost a second process, and deflating the
 * tree of a folder with thousands of apps harder takes longer than reading and hashing it.
 */
const QUICKLY = ["-c", "fastimport.unpackLimit=0", "-c", "core.compression=1"];

/** Feeds a stream (fast-import.ts) to git and returns the ids of its commits. Throws MirrorDamaged where the mirror is. */
export async function buildCommits(
  mirror: Pick<Mirror, "run">,
  faults: Faults,
  stream: () => Iterable<string | Uint8Array>,
): Promise<string[]> {
  const run = await mirror.run([...QUICKLY, "fast-import", "--quiet", "--force"], { input: stream });
  if (run.cut === "closed") throw faults.unreachable(run);
  const fault = faults.ofMirror(run);
  if (fault) throw fault;
  if (isDamage(run)) throw new MirrorDamaged(run.stderr);
  if (run.code !== 0) throw new Error(`git fast-import failed: ${run.stderr}`);
  return run.stdout.toString().trim().split("\n");
}
