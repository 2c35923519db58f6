import type { Knex } from "knex";
import type { VersionRow } from "./version-rows.ts";

/**
 * The versions whose id, sha, branch or tag starts with a text: one index range each, read before the table, so that it
 * costs what is found and not what there is. Ranges, not LIKE: they take the index on both engines and know no wildcards.
 */
export function withPrefix(
  db: Knex,
  app: string,
  prefix: string,
): Knex.QueryBuilder<VersionRow, VersionRow[]> {
  const after = `${prefix}\u{10ffff}`;
  const [first, ...others] = ["id_key", "sha", "branch_key", "tag_key"].map((column) =>
    db("versions")
      .where({ app })
      .where(column, ">=", prefix)
      .where(column, "<", after)
      .select({ hit: "uid" }),
  );
  // A cross join, because only that keeps SQLite to this order of the two.
  const found: Knex.QueryBuilder<VersionRow, VersionRow[]> =
    db<VersionRow>("versions").whereRaw("versions.uid = hits.hit");
  void found.with("hits", first!.union(others)).fromRaw("hits CROSS JOIN versions");
  return found;
}
