/** Of these fewer are better. */
type Cost = "ms" | "MiB" | "pushes";
/** Of these more are. */
type Yield = "req/s" | "docs/s" | "deployments/s" | "deployments";
type Unit = Cost | Yield;

const costs: readonly Unit[] = ["ms", "MiB", "pushes"] satisfies Cost[];

/** One comparison of what we do with the least that it could cost, both taken in the same run. */
export interface Measurement {
  case: string;
  value: number;
  floor: number;
  unit: Unit;
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
  /** How many times the floor's cost ours is: floor to value where more are better, else value to floor. */
  ratio: number;
  limit: number | null;
  /** Null where nothing was demanded. */
  ok: boolean | null;
}

/** A measurement as it is printed, rounded; judged before it is. */
export function toRow({ limit, ...measured }: Measurement): Row {
  const { value, floor, unit } = measured;
  const ratio = costs.includes(unit) ? value / floor : floor / value;
  return {
    ...measured,
    value: round(value),
    floor: round(floor),
    ratio: round(ratio),
    limit: limit === undefined ? null : round(limit),
    ok: limit === undefined ? null : ratio <= limit,
  };
}

/** To hundredths; what is less than one, to its first two figures. */
const round = (number: number) =>
  Math.abs(number) < 1 ? Number(number.toPrecision(2)) : Math.round(number * 100) / 100;
