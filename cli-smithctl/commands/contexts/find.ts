import { readConfigFile } from "../../../clients/config-file.ts";
import { UsageError } from "../../../clients/errors.ts";
import { nearest } from "../../../clients/terminal/nearest.ts";

/** Throws UsageError, naming what is near, where there is no context of this name. */
export async function requireContext(env: NodeJS.ProcessEnv, name: string): Promise<void> {
  const { contexts, path } = await readConfigFile(env);
  const names = contexts.map((context) => context.name);
  if (names.includes(name)) return;
  const near = nearest(name, names);
  const next = near === undefined ? `It has: ${names.join(", ") || "none"}.` : `Did you mean ${near}?`;
  throw new UsageError(`${path} has no context ${name}.`, next);
}
