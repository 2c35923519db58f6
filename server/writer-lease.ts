import type { Database } from "./database/database.ts";
import { newId } from "./domain/new-id.ts";

/** Milliseconds; with a look once a second, whoever takes over after a kill does so in less than ten seconds. */
const LEASE = 6000;
const HEARTBEAT = 2000;

/** The right to write to a repository, as long as no other replica has it. */
export interface WriterLease {
  /** The epoch under which this process may write; undefined while another does. */
  hold(): Promise<number | undefined>;
  /** Renews it beside some work, which may take longer than it lasts. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Lets another take over at once. */
  release(): Promise<void>;
}

interface Tools {
  leases: Database["writerLeases"];
  repository: string;
  /** Whether nobody else can be writing, so that a lease that a killed process left is taken at once. */
  alone: boolean;
  /** Called when it was taken from another, or for the first time. */
  onTaken: (epoch: number) => void;
}

export function createWriterLease({ leases, repository, alone, onTaken }: Tools): WriterLease {
  const holder = newId();
  let held: { epoch: number; since: number } | undefined;
  const renew = async () => {
    // Before it is asked for: the database's answer may be late.
    const since = performance.now();
    const epoch = await leases.acquire(repository, holder, LEASE, alone);
    if (epoch !== undefined && epoch !== held?.epoch) onTaken(epoch);
    held = epoch === undefined ? undefined : { epoch, since };
    return epoch;
  };
  return {
    // A lease that has just been renewed needs no question, which would cost each deployment a write of its own.
    hold: async () =>
      held && performance.now() - held.since < LEASE - HEARTBEAT - 1000 ? held.epoch : renew(),
    async during(work) {
      const heartbeat = setInterval(() => void renew().catch(() => "The next may succeed."), HEARTBEAT);
      try {
        return await work();
      } finally {
        clearInterval(heartbeat);
      }
    },
    release: () => leases.release(repository, holder),
  };
}
