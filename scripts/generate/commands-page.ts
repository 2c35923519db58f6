import { execFileSync } from "node:child_process";
import type { Program } from "../../clients/terminal/program.ts";

/** Every command of the three programs, in the words of its own --help. */
export async function commandsText(): Promise<string> {
  // Loaded only now: the programs are compiled against what is generated before.
  const { program: forge } = await import("../../cli-forge/program.ts");
  const { program: smithctl } = await import("../../cli-smithctl/program.ts");
  return [await ofProgram(forge), await ofProgram(smithctl), ofSmithd()].join("\n\n");
}

async function ofProgram({ name, summary, commands }: Program): Promise<string> {
  const parts = [`## ${name}`, summary];
  for (const [command, { load }] of Object.entries(commands))
    parts.push(`### ${name} ${command}`, asText((await load()).help));
  return parts.join("\n\n");
}

/** smithd has no table of commands: what it prints is asked of it. */
function ofSmithd(): string {
  const help = execFileSync(process.execPath, ["server/main.ts", "--help"], { encoding: "utf8" });
  const [summary = "", ...rest] = help.trim().split("\n\n");
  return [`## smithd`, summary.trim(), asText(rest.join("\n\n").replace(/^ {2}/gm, ""))].join("\n\n");
}

const asText = (help: string) => `\`\`\`text\n${help.trim()}\n\`\`\``;
