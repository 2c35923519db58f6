/**
 * Loaded into smithd before all else (`node --import`): its clock is as many milliseconds away from the real one as a file
 * says, from a moment after the file changes. Only what tells the date: time that passes goes on as it does.
 */
import { readFileSync } from "node:fs";

const file = process.env["FAULTS_CLOCK_FILE"];
const RealDate = Date;
let offset = 0;

function look(): void {
  try {
    offset = Number(readFileSync(file!, "utf8"));
  } catch {
    // It is being written.
  }
}

class SteppedDate extends RealDate {
  constructor(...parts: [] | [number | string | Date]) {
    if (parts.length === 0) super(RealDate.now() + offset);
    else super(...parts);
  }

  static override now(): number {
    return RealDate.now() + offset;
  }
}

if (file !== undefined) {
  look();
  setInterval(look, 50).unref();
  globalThis.Date = SteppedDate as DateConstructor;
}
