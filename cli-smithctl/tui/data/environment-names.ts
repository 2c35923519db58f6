import type { Session } from "./session.ts";

const MOST = 200;

/** The environments that the GitOps repository declares, by name. */
export async function environmentNames({ client }: Session): Promise<string[]> {
  const { items } = await client.environmentList({ query: { limit: MOST } });
  return items.map(({ name }) => name).toSorted();
}
