import { stripVTControlCharacters } from "node:util";
import { render } from "ink-testing-library";
import { onTestFinished, vi } from "vitest";
import { displayWidth } from "../../../clients/terminal/width.ts";
import { App } from "../app/app.tsx";
import { EntryContext } from "../app/entry.ts";
import type { KeyName } from "../app/keys.ts";
import type { Place } from "../app/place.ts";
import { fakeSession, type FakeClient } from "./fake-session.ts";

interface Opened {
  at: Place;
  client: FakeClient;
  columns?: number;
  rows?: number;
  /** What leads to the config file. */
  env?: NodeJS.ProcessEnv;
}

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
  "ctrl+s": "\x13",
  "ctrl+u": "\x15",
};
/** Milliseconds: an escape may be the beginning of another key, which Ink waits for. */
const AFTER_KEY = 5;
const AFTER_ESCAPE = 60;
/** Milliseconds that a test waits for what is to be seen: machines that build are slow. */
const PATIENCE = 10_000;

/** The interactive UI at a place, over a client whose operations the test gives. It is closed when the test ends. */
export function openScreen({ at, client, columns = 80, rows = 24, env = {} }: Opened) {
  const leaving = new AbortController();
  const { session, tell } = fakeSession(client, leaving.signal);
  const copied: string[] = [];
  const quit = vi.fn();
  const enter = vi.fn(async () => {});
  const { stdin, stdout, unmount } = render(
    <EntryContext value={{ env, enter }}>
      <App session={session} start={at} colours={false} copy={(text) => copied.push(text)} quit={quit} />
    </EntryContext>,
  );
  Object.defineProperties(stdout, { columns: { value: columns }, rows: { value: rows } });
  stdout.emit("resize");
  onTestFinished(() => {
    leaving.abort();
    unmount();
  });

  const frame = () => checkedFrame(stdout.lastFrame() ?? "", columns, rows);
  const press = async (...keys: KeyName[]) => {
    for (const key of keys) {
      stdin.write(codes[key] ?? key);
      await pause(key === "esc" ? AFTER_ESCAPE : AFTER_KEY);
    }
  };
  return {
    frame,
    press,
    type: (text: string) => press(...text),
    /** The first frame with a text. */
    until: (text: string) =>
      vi.waitFor(() => {
        const seen = frame();
        if (!seen.includes(text)) throw new Error(`There is no “${text}” in\n${seen}`);
        return seen;
      }, PATIENCE),
    tell,
    copied,
    quit,
    enter,
  };
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

/** It stays this time, in UTC, until the test ends. */
export function stopClock(time: string): void {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(time) });
  vi.stubEnv("TZ", "UTC");
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });
}
