import type { ApiKey as WireKey } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { ApiKey } from "../database/api-keys.ts";
import type { Tables } from "../database/database.ts";
import { mintApiKey, type Caller } from "../domain/access/api-keys.ts";
import { keyUnknown, requestInvalid } from "../domain/errors.ts";
import { timestamp } from "./timestamp.ts";

interface Tools {
  tables: Pick<Tables, "apiKeys">;
  now: () => number;
}

export const keyOperations = ({ tables: { apiKeys }, now }: Tools) =>
  ({
    keyList: async ({ query: { limit = 50, cursor } }) => {
      const page = await apiKeys.list({ limit, ...(cursor && { cursor }) });
      return { status: 200, body: { ...page, items: page.items.map(toWire) } };
    },
    keyCreate: async ({ body: { name, expiresAt } }) => {
      const { key, text } = mintApiKey(name, now(), expiresAt === undefined ? undefined : timeOf(expiresAt));
      await apiKeys.insert(key);
      return {
        status: 201,
        headers: { Location: `/v1/keys/${key.id}` },
        body: { ...toWire(key), key: text },
      };
    },
    keyRevoke: async ({ params: { key } }) => {
      if (!(await apiKeys.revoke(key, now()))) throw keyUnknown(key);
      return { status: 204 };
    },
  }) satisfies Partial<Handlers<Caller>>;

/** What is RFC 3339 may still be no time to JavaScript: a leap second. */
function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw requestInvalid([{ pointer: "/body/expiresAt", detail: "is no time" }]);
  return time;
}

const toWire = ({ id, name, createdAt, expiresAt, lastUsedAt, revokedAt }: ApiKey): WireKey => ({
  id,
  name,
  createdAt: timestamp(createdAt),
  ...(expiresAt !== undefined && { expiresAt: timestamp(expiresAt) }),
  ...(lastUsedAt !== undefined && { lastUsedAt: timestamp(lastUsedAt) }),
  ...(revokedAt !== undefined && { revokedAt: timestamp(revokedAt) }),
});
