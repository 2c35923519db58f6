import { render } from "ink";
import { exitCodes, type ExitCode } from "../../clients/exit-codes.ts";
import { NotLoggedIn } from "../../clients/settings.ts";
import { wantsColour } from "../../clients/terminal/colour.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { FaultBoundary } from "./app/fault-boundary.tsx";
import { Root } from "./app/root.tsx";
import { openSession } from "./open-session.ts";

/** Frames a second at the most: keys are answered in the next. */
const MAX_FPS = 60;

/** How the UI ended: by a person, with an exit code, or by a fault of ours. */
type End = { code: ExitCode } | { fault: unknown };

/** Opens the interactive UI on the alternate screen, until the person leaves. Throws what it met, once the terminal is as it was. */
export async function openTui({ streams, signal }: CommandContext): Promise<ExitCode> {
  const { stdin, stdout, env } = streams;
  await using closing = new AsyncDisposableStack();
  const leaving = new AbortController();
  closing.defer(() => leaving.abort());
  const until = AbortSignal.any([signal, leaving.signal]);
  const open = (settings: NodeJS.ProcessEnv) => openSession(settings, until);
  const first = await open(env).catch(toLogin);

  const ended = Promise.withResolvers<End>();
  const fail = (fault: unknown) => ended.resolve({ fault });
  const interrupt = () => ended.resolve({ code: exitCodes.interrupted });
  closing.use(watching(process, { uncaughtException: fail, unhandledRejection: fail }));
  signal.addEventListener("abort", interrupt, { signal: leaving.signal });

  const app = render(
    <FaultBoundary onFault={fail}>
      <Root
        {...{ env, first, open }}
        colours={wantsColour(true, env)}
        copy={(text) => stdout.write(clipboardSequence(text))}
        quit={(code) => ended.resolve({ code })}
      />
    </FaultBoundary>,
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
  const end = await ended.promise;
  app.unmount();
  await app.waitUntilExit();
  if ("fault" in end) throw end.fault;
  return end.code;
}

/** Who has not logged in yet can do so here; what else is wrong with the settings is said as it is. */
function toLogin(error: unknown): undefined {
  if (!(error instanceof NotLoggedIn)) throw error;
}

/** OSC 52, which goes through ssh and tmux to the terminal that a person sits at. */
const clipboardSequence = (text: string) => `\x1b]52;c;${Buffer.from(text).toString("base64")}\x07`;

function watching(emitter: NodeJS.Process, listeners: Record<string, (error: unknown) => void>): Disposable {
  for (const [event, listener] of Object.entries(listeners)) emitter.on(event, listener);
  return {
    [Symbol.dispose]() {
      for (const [event, listener] of Object.entries(listeners)) emitter.off(event, listener);
    },
  };
}
