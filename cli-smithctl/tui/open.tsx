import { render } from "ink";
import { exitCodes, type ExitCode } from "../../clients/exit-codes.ts";
import { wantsColour } from "../../clients/terminal/colour.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { App } from "./app/app.tsx";
import { openSession } from "./open-session.ts";

/** Frames a second at the most: keys are answered in the next. */
const MAX_FPS = 60;

/** Opens the interactive UI on the alternate screen, until the person leaves. */
export async function openTui({ streams, signal }: CommandContext): Promise<ExitCode> {
  const { stdin, stdout, env } = streams;
  const leaving = new AbortController();
  const session = await openSession(env, AbortSignal.any([signal, leaving.signal]));
  const copy = (text: string) => stdout.write(`\x1b]52;c;${Buffer.from(text).toString("base64")}\x07`);
  const app = render(
    <App session={session} colours={wantsColour(true, env)} copy={copy} quit={() => app.unmount()} />,
    {
      stdin,
      stdout,
      exitOnCtrlC: false,
      patchConsole: false,
      alternateScreen: true,
      interactive: true,
      maxFps: MAX_FPS,
    },
  );
  const end = () => app.unmount();
  signal.addEventListener("abort", end, { once: true });
  try {
    await app.waitUntilExit();
    return exitCodes.ok;
  } finally {
    leaving.abort();
    signal.removeEventListener("abort", end);
  }
}
