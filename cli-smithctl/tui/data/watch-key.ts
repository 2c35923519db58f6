import type { Client } from "../../../generated/client.ts";
import { troubleOf } from "./trouble.ts";

type Operation = (request?: never) => Promise<unknown>;

/** The same client, and a promise that comes when an answer says that its API key is not good. */
export function watchKey(client: Client): { client: Client; keyRefused: Promise<void> } {
  const { promise: keyRefused, resolve } = Promise.withResolvers<void>();
  const watched = Object.entries(client as unknown as Record<string, Operation>).map(([name, operation]) => [
    name,
    (request?: never) =>
      operation(request).catch((error: unknown) => {
        if (troubleOf(error).isLogin) resolve();
        throw error;
      }),
  ]);
  return { client: Object.fromEntries(watched) as Client, keyRefused };
}
