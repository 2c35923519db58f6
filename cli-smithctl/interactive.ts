import { UsageError } from "../clients/errors.ts";
import type { ExitCode } from "../clients/exit-codes.ts";
import type { CommandContext } from "../clients/terminal/program.ts";
import { spareMemory } from "./spare-memory.ts";

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
  spareMemory();
  return openTui(context);
}
