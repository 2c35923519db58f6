import type { Handlers } from "../../generated/handlers.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { accessOperations } from "./access.ts";
import { appOperations } from "./apps.ts";
import { deploymentOperations } from "./deployments.ts";
import { environmentOperations } from "./environments.ts";
import { eventOperations } from "./events.ts";
import { holdOperations } from "./holds.ts";
import { keyOperations } from "./keys.ts";
import { policyOperations } from "./policies.ts";
import { versionOperations } from "./versions.ts";

type Tools = Parameters<typeof accessOperations>[0] &
  Parameters<typeof appOperations>[0] &
  Parameters<typeof versionOperations>[0] &
  Parameters<typeof policyOperations>[0] &
  Parameters<typeof holdOperations>[0] &
  Parameters<typeof keyOperations>[0] &
  Parameters<typeof deploymentOperations>[0] &
  Parameters<typeof environmentOperations>[0] &
  Parameters<typeof eventOperations>[0];

/**
 * The answers that are made of nothing but the database and of what is named here: while neither changes, they are given
 * again as they are. Those that many ask for often; none that tells the caller something of their own.
 */
export const repeatable = ({ environments }: Pick<Tools, "environments">) =>
  ({
    deploymentList: [],
    environmentList: [environments.head],
    environmentView: [environments.head],
    versionList: [],
  }) satisfies Partial<Record<keyof Handlers<Caller>, (() => Promise<string>)[]>>;

/** Every operation of the contract. */
export const createOperations = (tools: Tools) =>
  ({
    ...accessOperations(tools),
    ...appOperations(tools),
    ...versionOperations(tools),
    ...policyOperations(tools),
    ...holdOperations(tools),
    ...keyOperations(tools),
    ...deploymentOperations(tools),
    ...environmentOperations(tools),
    ...eventOperations(tools),
  }) satisfies Handlers<Caller>;
