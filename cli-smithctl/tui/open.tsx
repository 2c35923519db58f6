import { render } from "ink";
import { exitCodes, type ExitCode } from "../../clients/exit-codes.ts";
import { wantsColour } from "../../clients/terminal/colour.ts";
import { NotLoggedIn } from "../../clients/settings.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { Root } from "./app/root.tsx";
import { openSession } from "./open-session.ts";

/** Frames a second at the most: keys are answered in the next. */
const MAX_FPS = 60;

/** Opens the interactive UI on the alternate screen, until the person leaves. */
export async function openTui({ streams, signal }: CommandContext): Promise<ExitCode> {
  const { stdin, stdout, env } = streams;
  const leaving = new AbortController();
  const until = AbortSignal.any([signal, leaving.signal]);
  const open = (settings: NodeJS.ProcessEnv) => openSession(settings, until);
  const first = await open(env).catch(toLogin);
  const copy = (text: string) => stdout.write(`\x1b]52;c;${Buffer.from(text).toString("base64")}\x07`);
  const app = render(
    <Root {...{ env, first, open, copy }} colours={wantsColour(true, env)} quit={() => app.unmount()} />,
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

/** Who has not logged in yet can do so here; what else is wrong with the settings is said as it is. */
function toLogin(error: unknown): undefined {
  if (!(error instanceof NotLoggedIn)) throw error;
}
