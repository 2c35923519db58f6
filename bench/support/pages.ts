import type { DatabaseConfig } from "../../server/config.ts";
import { connect } from "../../server/database/connection.ts";
import { encodeCursor } from "../../server/database/keyset.ts";
import { BIG } from "./seeded-versions.ts";

export const PAGE = 50;
export const DEPTH = 10_000;

export interface Position {
  /** Of the page that begins behind a version. */
  path: string;
  /** The version with which it begins. */
  first: string;
}

export const listOf = (app: string, cursor?: string) =>
  `/v1/apps/${app}/versions?limit=${PAGE}${cursor === undefined ? "" : `&cursor=${cursor}`}`;

/**
 * Pages of the big app from the ten-thousandth on, each a version further than the one before: the rows are counted off, which
 * takes the database half a second, and no page is asked for on the way.
 */
export async function pagesAtDepth(config: DatabaseConfig): Promise<Position[]> {
  const db = connect(config);
  try {
    const rows = await db("versions")
      .where({ app: BIG, status: "published" })
      .orderBy([
        { column: "listed_at", order: "desc" },
        { column: "uid", order: "desc" },
      ])
      .select<{ id: string; uid: string; listed_at: number }[]>("id", "uid", "listed_at")
      // The last of the page before it is where a page begins.
      .offset((DEPTH - 1) * PAGE - 1);
    return rows.slice(0, -PAGE).map(({ uid, listed_at }, index) => ({
      path: listOf(BIG, encodeCursor([listed_at, uid])),
      first: rows[index + 1]!.id,
    }));
  } finally {
    await db.destroy();
  }
}
