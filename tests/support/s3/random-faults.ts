import { internalError, slowDown, type Fault } from "../faults.ts";
import { seeded } from "../seeded.ts";

/** Settles which requests meet a fault, and which one: the same for the same seed and order. */
export function randomFaults(seed: number, likelihood: number): () => Fault | undefined {
  const random = seeded(seed);
  return () => {
    const [decision, choice, time] = [random(), random(), random()];
    return decision < likelihood ? KINDS[Math.floor(choice * KINDS.length)]!(time) : undefined;
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
