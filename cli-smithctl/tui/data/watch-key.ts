import type { Client } from "../../../generated/client.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

type Operation = (request?: never) => Promise<unknown>;

/** The same client, and a promise that comes when an answer says that its API key is not good. */
export function watchKey(client: Client): { client: Client; keyRefused: Promise<Trouble> } {
  const { promise: keyRefused, resolve } = Promise.withResolvers<Trouble>();
  const watched = Object.entries(client as unknown as Record<string, Operation>).map(([name, operation]) => [
    name,
    (request?: never) =>
      operation(request).catch((error: unknown) => {
        const trouble = troubleOf(error);
        if (trouble.isLogin) resolve(trouble);
        throw error;
      }),
  ]);
  return { client: Object.fromEntries(watched) as Client, keyRefused };
}
