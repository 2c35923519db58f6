import type { Output } from "../clients/terminal/output.ts";

/** What of the environment wins over the config file. */
export const settingVariables = ["DEPLOYSMITH_URL", "DEPLOYSMITH_API_KEY", "DEPLOYSMITH_API_KEY_FILE"];

/** Variables win over the config file: who just chose a context would wonder. Undefined where none is set. */
export function variablesThatWin(env: NodeJS.ProcessEnv): string | undefined {
  const names = settingVariables.filter((name) => env[name]);
  if (names.length === 0) return undefined;
  const [wins, it] = names.length === 1 ? ["wins", "it"] : ["win", "them"];
  return `${names.join(" and ")} of your environment ${wins} over it. Unset ${it} to use it.`;
}

export function warnOfVariables(env: NodeJS.ProcessEnv, output: Output): void {
  const warning = variablesThatWin(env);
  if (warning !== undefined) output.warn(warning);
}
