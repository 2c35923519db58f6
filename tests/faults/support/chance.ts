import { seeded } from "../../support/seeded.ts";
import { withLogs } from "./logs.ts";

/** FAULT_SEED repeats the choices of one run; what happens between processes is never the same twice. */
const SEED = Number(process.env["FAULT_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
/** FAULT_ROUNDS multiplies how often everything is done. */
const ROUNDS = Number(process.env["FAULT_ROUNDS"] ?? 1);

export interface Chance {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** Undefined only where there is nothing to choose from. */
  pick<T>(choices: readonly [T, ...T[]]): T;
  pick<T>(choices: readonly T[]): T | undefined;
  /** True in so many of 1. */
  happens(probability: number): boolean;
}

export function chanceOf(random: () => number): Chance {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)]!;
  return { below, pick, happens: (often) => random() < often };
}

export const rounds = (usual: number) => Math.ceil(usual * ROUNDS);

/** A scenario with its choices; its failure says how they are repeated, and where to read on. */
export const withChance = (scenario: (chance: Chance) => Promise<void>) => () =>
  withLogs(
    () => scenario(chanceOf(seeded(SEED))),
    (error, folder) => {
      // Not in an error of its own: all that is wrong would be printed twice.
      if (error instanceof Error)
        error.message += `\n\nTo repeat it: FAULT_SEED=${SEED}. What smithd said: ${folder}`;
    },
  );
