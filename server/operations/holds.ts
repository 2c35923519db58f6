import type { Hold as WireHold } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { Hold } from "../database/holds.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { putHold, releaseHold } from "../domain/policies/holds.ts";
import { timestamp } from "./timestamp.ts";

type Tools = Parameters<typeof putHold>[0];

export const holdOperations = (tools: Tools) =>
  ({
    holdPut: async ({ params, body: { reason }, caller }) => {
      const { hold, created } = await putHold(tools, { ...params, reason, heldBy: caller.name });
      const location = { Location: `/v1/apps/${hold.app}/holds/${hold.environment}` };
      return { status: created ? 201 : 200, headers: created ? location : {}, body: holdToWire(hold) };
    },
    holdRelease: async ({ params }) => {
      await releaseHold(tools, params.app, params.environment);
      return { status: 204 };
    },
  }) satisfies Partial<Handlers<Caller>>;

export const holdToWire = ({ app, environment, reason, heldBy, heldAt }: Hold): WireHold => ({
  app,
  environment,
  reason,
  heldBy,
  heldAt: timestamp(heldAt),
});
