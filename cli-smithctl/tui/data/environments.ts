import { collectPages } from "../../../clients/pages.ts";
import type { EnvironmentSummary } from "../../../generated/api.ts";
import type { Client } from "../../../generated/client.ts";
import type { Session } from "./session.ts";

/** The environments that the GitOps repository declares, by name. */
export async function allEnvironments(client: Client): Promise<EnvironmentSummary[]> {
  return (await collectPages((query) => client.environmentList({ query }), Infinity)).items;
}

export async function environmentNames({ client }: Session): Promise<string[]> {
  return (await allEnvironments(client)).map(({ name }) => name);
}
