import type { CommitPlan } from "../../domain/ports.ts";
import { fastImport, type Signature } from "./fast-import.ts";
import { type Faults, isDamage } from "./faults.ts";
import { type Mirror, MirrorDamaged } from "./mirror.ts";
import type { ObjectReader } from "./object-reader.ts";
import { writeCommit } from "./write-commit.ts";

/**
 * One pack for each build, lightly compressed: taking it apart again would cost a second process, and deflating the
 * tree of a folder with thousands of apps harder takes longer than reading and hashing it.
 */
const QUICKLY = ["-c", "fastimport.unpackLimit=0", "-c", "core.compression=1"];

/** Where the commits are that git built, kept from its tidying until the branch has them. */
const BUILT = "refs/deploysmith/built";

/** Whose writing holds up the event loop for no longer than other work does. */
const SMALL = { files: 32, bytes: 1024 * 1024 };

interface Tools {
  mirror: Mirror;
  reader: ObjectReader;
  faults: Faults;
  author: Signature;
}

/** Builds one commit for each plan, each on the one before, and returns their ids. Throws MirrorDamaged where the mirror is. */
export async function buildCommits(tools: Tools, base: string, plans: CommitPlan[]): Promise<string[]> {
  const { mirror, reader, faults, author } = tools;
  const [only, ...others] = plans;
  if (only && others.length === 0 && mirror.objectFormat && isSmall(only)) {
    const { gitDir, objectFormat } = mirror;
    try {
      return [await writeCommit({ gitDir, objectFormat, reader, author }, base, only)];
    } catch (error) {
      if (error instanceof MirrorDamaged) throw error;
      // Git may still be able to, and otherwise it says why.
    }
  }
  return importCommits(mirror, faults, () => fastImport(BUILT, base, author, plans));
}

function isSmall({ changes }: CommitPlan): boolean {
  const files = changes.flatMap((change) => (change.kind === "write-file" ? change : change.files));
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return files.length <= SMALL.files && bytes <= SMALL.bytes;
}

/** Feeds a stream (fast-import.ts) to git and returns the ids of its commits. Throws MirrorDamaged where the mirror is. */
export async function importCommits(
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
