import { internalError, slowDown, type Fault } from "../faults.ts";
import { seeded } from "../seeded.ts";

export interface Mood {
  /** Of a fault, for each request. */
  likelihood: number;
  /** Whether it is the same kind each time: what is tried again then meets it again. */
  isStubborn?: boolean;
}

/** Settles which requests meet a fault, and which one: the same for the same seed and order. */
export function randomFaults(
  seed: number,
  { likelihood, isStubborn = false }: Mood,
): () => Fault | undefined {
  const random = seeded(seed);
  const only = random();
  return () => {
    const [decision, choice, time] = [random(), random(), random()];
    const kind = KINDS[Math.floor((isStubborn ? only : choice) * KINDS.length)]!;
    return decision < likelihood ? kind(time) : undefined;
  };
}

const always = (fault: Fault) => () => fault;
/** Mostly short, so that many rounds fit; now and then longer than smithd waits. */
const stalled = (time: number) => (time > 0.97 ? 10_000 : Math.ceil(time * 300));

const KINDS: ((time: number) => Fault)[] = [
  always(internalError),
  always(slowDown),
  always({ kind: "reset", when: "before" }),
  always({ kind: "reset", when: "after" }),
  always({ kind: "truncate", announced: "all" }),
  always({ kind: "truncate", announced: "less" }),
  always({ kind: "interrupt" }),
  always({ kind: "flip", body: "request" }),
  always({ kind: "flip", body: "answer" }),
  (time) => ({ kind: "stall", when: "before", milliseconds: stalled(time) }),
  (time) => ({ kind: "stall", when: "after", milliseconds: stalled(time) }),
];
