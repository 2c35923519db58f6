import type { Handlers } from "../../generated/handlers.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { timestamp } from "./timestamp.ts";

export const accessOperations = ({ serverVersion }: { serverVersion: string }) =>
  ({
    whoami: async ({ caller: { keyId, name, createdAt, expiresAt } }) => ({
      status: 200,
      body: {
        keyId,
        name,
        createdAt: timestamp(createdAt),
        ...(expiresAt !== undefined && { expiresAt: timestamp(expiresAt) }),
        serverVersion,
      },
    }),
  }) satisfies Partial<Handlers<Caller>>;
