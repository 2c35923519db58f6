import type { Deployment } from "../../../generated/api.ts";
import { isFinished } from "../../../clients/wait.ts";
import type { Change } from "./feed.ts";
import { openPages, type PagedList } from "./pages.ts";
import type { Session } from "./session.ts";

export const statuses = ["queued", "writing", "deployed", "failed", "superseded"] as const;

export interface DeploymentFilter {
  app?: string | undefined;
  environment?: string | undefined;
  status?: (typeof statuses)[number] | undefined;
}

/** Deployments of all apps, newest first, as they are now and from then on. */
export function openDeployments({ client, feed }: Session, filter: DeploymentFilter): PagedList<Deployment> {
  const list = openPages((query) => client.deploymentList({ query: { ...query, ...given(filter) } }));
  const follow = async (changes: AsyncIterator<Change>) => {
    for (let next = await changes.next(); !next.done; next = await changes.next())
      if (concerns(next.value, filter)) list.refresh(mayHaveChanged(next.value));
  };
  return {
    ...list,
    async *states(signal) {
      const changes = feed.subscribe(signal)[Symbol.asyncIterator]();
      // The first says from when on nothing is missed: what is read before it would have to be read again.
      await changes.next();
      void follow(changes);
      yield* list.states(signal);
    },
  };
}

function concerns(change: Change, { app, environment }: DeploymentFilter): boolean {
  if (change.kind === "everything") return true;
  return change.events.some(
    (event) =>
      event.deployment !== undefined &&
      (!app || event.app === app) &&
      (!environment || event.environment === environment),
  );
}

/** What has ended changes no more. */
function mayHaveChanged(change: Change): (deployment: Deployment) => boolean {
  if (change.kind === "everything") return (deployment) => !isFinished(deployment);
  const named = new Set(change.events.map(({ deployment }) => deployment));
  return ({ id }) => named.has(id);
}

function given({ app, environment, status }: DeploymentFilter) {
  return { ...(app && { app }), ...(environment && { environment }), ...(status && { status }) };
}
