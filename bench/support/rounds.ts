import type { Load, Loaded } from "./load-generator.ts";
import type { Helper } from "./processes.ts";
import { median, quantile } from "./statistics.ts";

/** Something to ask for, of us and of whoever does the least, in turns. */
export interface Contest {
  name: string;
  paths: string[];
}

export interface Result {
  ours: Loaded[];
  floor: Loaded[];
}

interface Course {
  load: Helper<Load, Loaded>;
  /** Where each of them answers. */
  urls: { ours: string; floor: string };
  headers: Record<string, string>;
  connections: number;
  rounds: number;
  milliseconds: number;
}

/**
 * All contests in turns, a short round each: what disturbs the machine for a while disturbs all of them alike. The first
 * round does not count; in it code is compiled and rows are read for the first time.
 */
export async function runRounds(contests: Contest[], course: Course): Promise<Result[]> {
  const { load, urls, rounds, ...shared } = course;
  const results = contests.map((): Result => ({ ours: [], floor: [] }));
  for (let round = 0; round <= rounds; round++)
    for (const [index, { paths }] of contests.entries())
      for (const who of ["ours", "floor"] as const) {
        const loaded = await load.ask({ ...shared, url: urls[who], paths });
        if (round > 0) results[index]![who].push(loaded);
      }
  return results;
}

export const perSecond = (rounds: Loaded[]) => median(rounds.map((round) => round.perSecond));

/** Of the rounds' 99th percentiles the median, so that one disturbed round decides nothing. */
export const p99 = (rounds: Loaded[]) => median(rounds.map(({ times }) => quantile(times, 0.99)));
