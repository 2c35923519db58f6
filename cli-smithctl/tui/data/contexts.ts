import { readConfigFile } from "../../../clients/config-file.ts";
import { chooseContext } from "../../../clients/edit-config.ts";
import { settingVariables, variablesThatWin } from "../../variables-that-win.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

/** Where a smithd is; never its key. */
export interface KnownContext {
  name: string;
  url: string;
  isCurrent: boolean;
  keyIn: string;
}

export interface Contexts {
  contexts: readonly KnownContext[];
  path?: string;
  /** What of the environment wins over them in commands. */
  warning?: string | undefined;
  trouble?: Trouble;
}

/** The contexts of the config file. */
export async function readContexts(env: NodeJS.ProcessEnv): Promise<Contexts> {
  try {
    const { contexts, currentContext, path } = await readConfigFile(env);
    const known = contexts.map(({ name, url, apiKey, apiKeyFile }) => ({
      name,
      url,
      isCurrent: name === currentContext,
      keyIn: apiKey === undefined ? (apiKeyFile ?? "none") : "kept with it",
    }));
    return { contexts: known, path, warning: variablesThatWin(env) };
  } catch (error) {
    return { contexts: [], trouble: troubleOf(error) };
  }
}

/** Makes a context the current one and goes on with it. Returns why that was not possible; the one before stays then. */
export async function switchTo(
  { env, enter }: { env: NodeJS.ProcessEnv; enter: () => Promise<void> },
  name: string,
): Promise<Trouble | undefined> {
  try {
    const { currentContext } = await readConfigFile(env);
    await chooseContext(env, name);
    try {
      await enter();
    } catch (error) {
      await chooseContext(env, currentContext ?? "");
      throw error;
    }
    return undefined;
  } catch (error) {
    return troubleOf(error);
  }
}

/** The environment without what wins over contexts: who chooses one here means it. */
export function contextsOnly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, ...Object.fromEntries(settingVariables.map((name) => [name, undefined])) };
}
