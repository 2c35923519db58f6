import type { EnvironmentSummary } from "../../../generated/api.ts";
import type { Client } from "../../../generated/client.ts";
import { allOf } from "./all-of.ts";
import type { Session } from "./session.ts";

/** The environments that the GitOps repository declares, by name. */
export const allEnvironments = (client: Client): Promise<EnvironmentSummary[]> =>
  allOf((query) => client.environmentList({ query }));

export async function environmentNames({ client }: Session): Promise<string[]> {
  return (await allEnvironments(client)).map(({ name }) => name);
}
