import { randomBytes } from "node:crypto";

let lastTime = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562). Ids of one process sort in the order in which they were made, also within a millisecond
 * (method 1 of section 6.2: a 12-bit counter in place of rand_a), because lists and the queue order by time, then id.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastTime++;
    counter = 0;
  }
  const time = lastTime.toString(16).padStart(12, "0");
  const random = randomBytes(8);
  random[0] = (random[0]! & 0x3f) | 0x80;
  const tail = random.toString("hex");
  const sequence = counter.toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
