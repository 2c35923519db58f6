import type { Config } from "../config.ts";
import { openDatabase } from "../database/database.ts";
import { REPOSITORY } from "../smithd.ts";
import { UsageError } from "../usage-error.ts";

/** Says that the branch was rewritten on purpose, and that its history goes on from this commit; every replica hears it. */
export async function follow({ database: config }: Config, [commit, ...more]: string[]): Promise<void> {
  if (commit === undefined || more.length > 0 || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
    throw new UsageError("name the commit that the branch has now, in full: `smithd follow COMMIT`.");
  const database = openDatabase(config);
  try {
    await database.migrate();
    await database.branches.follow(REPOSITORY, commit);
    database.signals.send({ kind: "queued" });
  } finally {
    await database.close();
  }
  console.error(`smithd goes on from ${commit}, where the branch of the GitOps repository has it.`);
}
