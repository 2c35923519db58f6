import { stripVTControlCharacters } from "node:util";
import { render } from "ink-testing-library";
import type { ReactElement } from "react";
import { onTestFinished } from "vitest";
import { displayWidth } from "../../../clients/terminal/width.ts";
import type { KeyName } from "../app/keys.ts";

const codes: Record<KeyName, string> = {
  enter: "\r",
  esc: "\x1b",
  tab: "\t",
  "shift+tab": "\x1b[Z",
  backspace: "\x7f",
  up: "\x1b[A",
  down: "\x1b[B",
  right: "\x1b[C",
  left: "\x1b[D",
  "page-up": "\x1b[5~",
  "page-down": "\x1b[6~",
  "ctrl+r": "\x12",
  "ctrl+s": "\x13",
  "ctrl+u": "\x15",
};
/** Milliseconds: an escape may be the beginning of another key, which Ink waits for. */
const AFTER_KEY = 5;
const AFTER_ESCAPE = 60;
/** Milliseconds that a test waits for what is to be seen: machines that build are slow. */
const PATIENCE = 10_000;
/** Not by vi.waitFor, which moves a clock that is stopped. */
const LOOK_EVERY = 10;

export interface Size {
  columns?: number | undefined;
  rows?: number | undefined;
}

/** What a terminal of this size shows, and the keys that a person presses there. It is closed when the test ends. */
export function renderTree(tree: ReactElement, { columns = 80, rows = 24 }: Size) {
  const { stdin, stdout, unmount } = render(tree);
  const ofAnotherSize = stdout.frames.length;
  Object.defineProperties(stdout, { columns: { value: columns }, rows: { value: rows } });
  stdout.emit("resize");
  onTestFinished(unmount);

  const frame = () => checkedFrame(stdout.lastFrame() ?? "", columns, rows);
  const press = async (...keys: KeyName[]) => {
    for (const key of keys) {
      stdin.write(codes[key] ?? key);
      await pause(key === "esc" ? AFTER_ESCAPE : AFTER_KEY);
    }
  };
  /** The first frame with a text. */
  const until = async (text: string) => {
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      const seen = stdout.frames.length === ofAnotherSize ? "" : frame();
      if (seen.includes(text)) return seen;
      if (performance.now() > deadline) throw new Error(`There is no “${text}” in\n${seen}`);
      await pause(LOOK_EVERY);
    }
  };
  return { frame, press, type: (text: string) => press(...text), until };
}

/** What a person reads. Each frame must fit the terminal, or it would scroll. */
function checkedFrame(frame: string, columns: number, rows: number): string {
  const lines = stripVTControlCharacters(frame).split("\n");
  const widest = Math.max(...lines.map(displayWidth));
  if (lines.length > rows || widest > columns)
    throw new Error(`A frame of ${widest}×${lines.length} does not fit ${columns}×${rows}:\n${frame}`);
  return lines.map((line) => line.trimEnd()).join("\n");
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
