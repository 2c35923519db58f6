import type { Knex } from "knex";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";
import { present } from "./present.ts";
import type { Recording } from "./recording.ts";

export interface ApiKey {
  id: string;
  name: string;
  secretSha256: string;
  createdAt: number;
  expiresAt?: number;
  revokedAt?: number;
  lastUsedAt?: number;
}

interface Row {
  id: string;
  name: string;
  secret_sha256: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
}

export function apiKeys(db: Knex, recording: Recording) {
  const table = (on = db) => on<Row>("api_keys");
  return {
    insert: (key: ApiKey): Promise<void> =>
      recording(async (on, record) => {
        await table(on).insert({
          id: key.id,
          name: key.name,
          secret_sha256: key.secretSha256,
          created_at: key.createdAt,
          expires_at: key.expiresAt ?? null,
          last_used_at: null,
          revoked_at: null,
        });
        record({ type: "key.created", key: key.id });
      }),
    async find(id: string): Promise<ApiKey | undefined> {
      const row = await table().where({ id }).first();
      return row && toApiKey(row);
    },
    async any(): Promise<boolean> {
      return (await table().select("id").first()) !== undefined;
    },
    list: (page: PageRequest): Promise<Page<ApiKey>> =>
      newestFirst(table(), { time: "created_at", id: "id" }, page, toApiKey),
    /** A key that is revoked already keeps its time; false where there is none of this id. */
    revoke: (id: string, now: number): Promise<boolean> =>
      recording(async (on, record) => {
        const revoked = await table(on).where({ id }).whereNull("revoked_at").update({ revoked_at: now });
        if (revoked > 0) record({ type: "key.revoked", key: id });
        return (await table(on).where({ id }).select("id").first()) !== undefined;
      }),
    async touch(id: string, now: number): Promise<void> {
      await table().where({ id }).update({ last_used_at: now });
    },
  };
}

const toApiKey = (row: Row): ApiKey =>
  present({
    id: row.id,
    name: row.name,
    secretSha256: row.secret_sha256,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  });
