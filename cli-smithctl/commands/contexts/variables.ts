import type { Output } from "../../../clients/terminal/output.ts";

/** Variables win over the config file: who just chose a context would wonder. */
export function warnOfVariables(env: NodeJS.ProcessEnv, output: Output): void {
  const names = ["DEPLOYSMITH_URL", "DEPLOYSMITH_API_KEY", "DEPLOYSMITH_API_KEY_FILE"].filter(
    (name) => env[name],
  );
  const [wins, it] = names.length === 1 ? ["wins", "it"] : ["win", "them"];
  if (names.length > 0)
    output.warn(`${names.join(" and ")} of your environment ${wins} over it. Unset ${it} to use it.`);
}
