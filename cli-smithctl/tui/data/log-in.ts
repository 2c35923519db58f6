import { keepContext } from "../../../clients/edit-config.ts";
import { checkedKey, httpWarnings } from "../../../clients/settings.ts";
import { checkedUrl } from "../../../clients/smithd-url.ts";
import { contextNameFor } from "../../context-name.ts";
import { connectTo } from "./connect-to.ts";
import { refusalOf, type Refusal } from "./refusal.ts";

interface Given {
  url: string;
  key: string;
  /** The context that it is for; otherwise the one of this URL. */
  context?: string | undefined;
}

/**
 * Tries an API key, keeps it as the current context once smithd has accepted it, and goes on with that, unless the signal
 * aborts first. Returns why that was not possible.
 */
export async function logIn(
  { env, enter }: { env: NodeJS.ProcessEnv; enter: () => Promise<void> },
  { url: typed, key, context }: Given,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  try {
    const url = checkedUrl(typed, "what was typed");
    httpWarnings(url, {}, env);
    const apiKey = checkedKey(key, "what was typed");
    await connectTo(url, apiKey, signal).whoami();
    signal.throwIfAborted();
    await keepContext(env, { name: context ?? (await contextNameFor(url, env)), url, apiKey });
    await enter();
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error);
    return refusal.trouble.isLogin ? { ...refusal, fields: { key: refusal.trouble.message } } : refusal;
  }
}
