import { UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { scripts } from "../completion/scripts.ts";

export const syntax = { words: ["SHELL"], flags: {} };

export const help = formatHelp({
  summary:
    "Prints a script that completes commands, flags, and the names of apps, versions and environments in your shell.",
  usage: ["smithctl completion bash|zsh|fish"],
  flags: [],
  examples: [
    'eval "$(smithctl completion bash)"     # in ~/.bashrc',
    'eval "$(smithctl completion zsh)"      # in ~/.zshrc, after compinit',
    "smithctl completion fish > ~/.config/fish/completions/smithctl.fish",
  ],
});

export async function run(argv: string[], { output }: CommandContext): Promise<ExitCode> {
  const { input } = parseCommandLine(argv, syntax);
  const [shell = ""] = input;
  const script = Object.hasOwn(scripts, shell) ? scripts[shell as keyof typeof scripts] : undefined;
  if (script === undefined)
    throw new UsageError(
      `There is no completion for ${shell}.`,
      `There is: ${Object.keys(scripts).join(", ")}.`,
    );
  output.printExactly(script);
  return exitCodes.ok;
}
