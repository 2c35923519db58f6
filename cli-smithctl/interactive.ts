import { setFlagsFromString } from "node:v8";
import { UsageError } from "../clients/errors.ts";
import type { ExitCode } from "../clients/exit-codes.ts";
import type { CommandContext } from "../clients/terminal/program.ts";

/** `smithctl` alone: the interactive UI, loaded only now, since Ink takes longer than most commands. */
export async function run(context: CommandContext): Promise<ExitCode> {
  const { stdin, stdout, env } = context.streams;
  const canDraw = stdin.isTTY && stdout.isTTY && env["TERM"] !== "dumb";
  if (!canDraw)
    throw new UsageError(
      "The interactive UI needs a terminal that can be drawn on.",
      "Use a command instead, such as `smithctl apps`; `smithctl --help` lists them.",
    );
  const { openTui } = await import("./tui/open.tsx");
  setTimeout(() => setFlagsFromString("--semi-space-growth-factor=1"), WARM_AFTER).unref();
  return openTui(context);
}

/**
 * Milliseconds. Each frame leaves a megabyte behind, and V8 takes ever more room for that, in a program that stays open all
 * day; what it has taken by then is enough.
 */
const WARM_AFTER = 1000;
