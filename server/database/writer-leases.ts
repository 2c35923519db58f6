import type { Knex } from "knex";
import { databaseClock } from "./clock.ts";

interface Row {
  repository: string;
  holder: string;
  epoch: number;
  lease_until: number;
}

/** Who writes to a repository. Only economy: git's refusal of a push onto another head than the one built on is the fence between two writers. */
export function writerLeases(db: Knex) {
  const table = () => db<Row>("writer_leases");
  const now = databaseClock(db);
  return {
    /**
     * Takes or renews the lease for so many milliseconds; the epoch grows whenever the holder changes. Undefined where
     * another holds it, unless it is taken `byForce`.
     */
    async acquire(
      repository: string,
      holder: string,
      milliseconds: number,
      byForce = false,
    ): Promise<number | undefined> {
      const until = db.raw(`${now} + ?`, [milliseconds]);
      const mine = await table()
        .where({ repository, holder })
        .update({ lease_until: until })
        .returning("epoch");
      if (mine[0]) return mine[0].epoch;
      await table()
        .insert({ repository, holder: "", epoch: 0, lease_until: 0 })
        .onConflict("repository")
        .ignore();
      const taken = await table()
        .where({ repository })
        .whereRaw(byForce ? "true" : `lease_until < ${now}`)
        .update({ holder, lease_until: until, epoch: db.raw("epoch + 1") })
        .returning("epoch");
      return taken[0]?.epoch;
    },
    /** Lets another take over at once. */
    async release(repository: string, holder: string): Promise<void> {
      await table().where({ repository, holder }).update({ lease_until: 0 });
    },
  };
}
