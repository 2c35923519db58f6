import { readSettings, settings, type Setting } from "../settings.ts";
import { readFileSync } from "node:fs";

/** Prints every setting with what it means and its effective value, as lines that a shell could read; secrets masked. */
export function printConfig(environment: Record<string, string | undefined>): void {
  const effective = readSettings(environment, (path) => readFileSync(path, "utf8"));
  for (const setting of settings as readonly Setting[]) {
    const value = effective(setting.name as Parameters<typeof effective>[0]);
    const shown = value === undefined ? "" : setting.secret ? "********" : value;
    const twin = setting.secret ? ` Also read from the file that ${setting.name}_FILE names.` : "";
    console.log(
      `# ${setting.description}${twin}\n${value === undefined ? "# " : ""}${setting.name}=${shown}\n`,
    );
  }
}
