import { readConfigFile } from "../clients/config-file.ts";

/** What to call the context of a URL. Logging in again renews a context instead of making another. */
export async function contextNameFor(url: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { contexts, currentContext } = await readConfigFile(env);
  const same = contexts.filter((context) => context.url.replace(/\/+$/, "") === url);
  const known = same.find(({ name }) => name === currentContext) ?? same[0];
  return known?.name ?? new URL(url).host;
}
