import { spawn } from "@lydell/node-pty";
import xterm, { type IBuffer } from "@xterm/headless";

export interface Size {
  columns: number;
  rows: number;
}

export interface Terminal {
  pid: number;
  /** Presses keys, as the bytes that a terminal sends for them. */
  press(keys: string): void;
  /** What is on the screen, row by row, without the spaces at the ends. */
  screen(): string[];
  /** The terminal itself, for what is more than text. */
  buffer(): IBuffer;
  /** Resolves once the screen has a text; rejects after a while, with what is there instead. */
  shows(text: string | RegExp): Promise<void>;
  /** Hears the program's output as it comes, until what it returns is called. */
  onOutput(hear: (text: string) => void): () => void;
  resize(size: Size): void;
  kill(signal?: string): void;
  /** The exit code, once the program has ended and all that it wrote was taken in. */
  ended: Promise<number>;
}

/** Milliseconds. It is for what never comes: machines may be slow. */
const PATIENCE = 30_000;
const LOOK_EVERY = 20;

/** Starts a program in a pseudo-terminal, with what draws its screen as a terminal would. */
export function openTerminal(
  command: string,
  args: string[],
  { columns, rows, env, cwd = "/" }: Size & { env: Record<string, string | undefined>; cwd?: string },
): Terminal {
  const program = spawn(command, args, {
    name: "xterm-256color",
    cols: columns,
    rows,
    cwd,
    env: { TERM: "xterm-256color", LANG: "C.UTF-8", ...env },
  });
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  // It answers what programs ask of a terminal.
  emulator.onData((answer) => program.write(answer));
  program.onData((text) => emulator.write(text));
  const ended = new Promise<number>((resolve) =>
    program.onExit(({ exitCode }) => emulator.write("", () => resolve(exitCode))),
  );
  const screen = () => {
    const { active } = emulator.buffer;
    return Array.from(
      { length: emulator.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? "",
    );
  };
  return {
    pid: program.pid,
    press: (keys) => program.write(keys),
    screen,
    buffer: () => emulator.buffer.active,
    async shows(text) {
      const giveUpAt = Date.now() + PATIENCE;
      const isThere = () => {
        const shown = screen().join("\n");
        return typeof text === "string" ? shown.includes(text) : text.test(shown);
      };
      while (!isThere()) {
        if (Date.now() > giveUpAt)
          throw new Error(`The screen never showed ${String(text)}, but:\n${screen().join("\n")}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      }
    },
    onOutput(hear) {
      const listening = program.onData(hear);
      return () => listening.dispose();
    },
    resize({ columns: cols, rows: height }) {
      emulator.resize(cols, height);
      program.resize(cols, height);
    },
    kill: (signal) => program.kill(signal),
    ended,
  };
}

/** What a terminal sends for keys that are no characters. */
export const keys = {
  enter: "\r",
  escape: "\x1b",
  up: "\x1b[A",
  down: "\x1b[B",
  right: "\x1b[C",
  left: "\x1b[D",
  pageDown: "\x1b[6~",
  pageUp: "\x1b[5~",
  tab: "\t",
  ctrlC: "\x03",
} as const;
