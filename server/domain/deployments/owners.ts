import type { Tables } from "../../database/database.ts";
import type { Prepared } from "./prepare.ts";

/** Which app is recorded to have an object in an environment. */
export type Owners = (environment: string, object: string) => string | undefined;

/** Who has what these deployments bring, asked once for all of them. */
export async function ownersOf(
  { runningObjects }: Pick<Tables, "runningObjects">,
  batch: readonly Prepared[],
): Promise<Owners> {
  const [first] = batch;
  const wanted = batch.flatMap(({ deployment: { environment }, objects }) =>
    objects.map((object) => ({ environment, object })),
  );
  if (!first || wanted.length === 0) return () => undefined;
  const found = await runningObjects.owners(first.deployment.repository, wanted);
  const owners = new Map(found.map(({ environment, object, app }) => [`${environment} ${object}`, app]));
  return (environment, object) => owners.get(`${environment} ${object}`);
}
