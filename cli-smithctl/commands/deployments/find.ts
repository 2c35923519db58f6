import { CommandError, UsageError } from "../../../clients/errors.ts";
import { collectPages } from "../../../clients/pages.ts";
import type { Deployment } from "../../../generated/api.ts";
import type { Client } from "../../../generated/client.ts";

/** How far back a short id is looked for. */
const searched = 1000;

/** What narrow tables show of an id: its last group, which is left to chance and long enough to be the only one. */
export const shortId = (id: string): string => id.split("-").at(-1) ?? id;

/** The deployment of an id, or of the end of one. Throws where none or several end so. */
export async function findDeployment(
  client: Pick<Client, "deploymentList" | "deploymentView">,
  id: string,
): Promise<Deployment> {
  if (id.length === 36) return client.deploymentView({ path: { deployment: id } });
  if (!/^[0-9a-f]{4,12}$/.test(id))
    throw new UsageError(`${id} cannot be a deployment's id.`, "`smithctl deployments` lists the latest.");
  const { items, more } = await collectPages((query) => client.deploymentList({ query }), searched);
  const [found, second] = items.filter((each) => each.id.endsWith(id));
  if (found && !second) return found;
  throw new CommandError(
    found
      ? `Several deployments have an id that ends in ${id}.`
      : `No deployment${more ? ` among the latest ${searched}` : ""} has an id that ends in ${id}.`,
    { next: "`smithctl deployments --json` lists whole ids." },
  );
}
