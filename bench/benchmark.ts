/** One comparison of what we do with the least that it could cost, both taken in the same run. */
export interface Measurement {
  case: string;
  value: number;
  floor: number;
  /** Milliseconds or mebibytes, of which fewer are better, or requests or documents per second, of which more are. */
  unit: "ms" | "MiB" | "req/s" | "docs/s";
  /** How many times the floor's cost ours may be; without it the row informs and cannot fail. */
  limit?: number;
}

export interface Scene {
  /** Tells whoever waits how far it is. */
  say: (progress: string) => void;
  /** What has to be stopped or removed at the end, also after a failure or Ctrl-C; the last comes first. */
  cleanUp: AsyncDisposableStack;
}

export interface Benchmark {
  /** One sentence for the list. */
  measures: string;
  run(scene: Scene): Promise<Measurement[]>;
}

export interface Row extends Omit<Measurement, "limit"> {
  /** How many times the floor's cost ours is: of rates floor to value, else value to floor. */
  ratio: number;
  limit: number | null;
  /** Null where nothing was demanded. */
  ok: boolean | null;
}

/** A measurement as it is printed, rounded; judged before it is. */
export function toRow({ limit, ...measured }: Measurement): Row {
  const { value, floor, unit } = measured;
  const ratio = unit.endsWith("/s") ? floor / value : value / floor;
  return {
    ...measured,
    value: round(value),
    floor: round(floor),
    ratio: round(ratio),
    limit: limit ?? null,
    ok: limit === undefined ? null : ratio <= limit,
  };
}

const round = (number: number) => Math.round(number * 100) / 100;
