import { relativeTime } from "../clients/terminal/time.ts";
import { formatFields } from "../clients/terminal/fields.ts";
import type { AppVersionView, EnvironmentApp } from "../generated/api.ts";
import type { Client } from "../generated/client.ts";

export interface DeploymentPlan {
  /** What runs there now, and what will. */
  text: string;
  /** Whether the environment wants its name typed. */
  typed: boolean;
}

/** What a deployment would change. Throws smithd's problem where the app, the version or the environment is unknown. */
export async function planDeployment(
  client: Pick<Client, "versionView" | "environmentView">,
  app: string,
  version: string,
  environment: string,
): Promise<DeploymentPlan> {
  const [next, there] = await Promise.all([
    client.versionView({ path: { app, version } }),
    client.environmentView({ path: { environment } }),
  ]);
  const now = there.apps.find((each) => each.app === app);
  const text = formatFields([
    ["App", app],
    ["Environment", environment],
    ["Runs now", describeRunning(now)],
    ["Will run", describeVersion(next)],
    ["Note", now?.version === next.id ? "This version runs there already." : undefined],
    ["On hold", now?.hold && `${now.hold.reason} (${now.hold.heldBy}, ${relativeTime(now.hold.heldAt)})`],
  ]);
  return { text, typed: there.confirm === "name" };
}

function describeRunning(now: EnvironmentApp | undefined): string {
  return now ? `${now.version}, deployed ${relativeTime(now.deployedAt)}` : "nothing";
}

function describeVersion({ id, status, publishedAt, metadata }: AppVersionView): string {
  const { branch, tag, committer, message } = metadata?.git ?? {};
  const parts = [
    publishedAt === undefined ? status : `published ${relativeTime(publishedAt)}`,
    branch ?? tag,
    committer?.replace(/\s*<[^<>]*>$/, ""),
    message,
  ];
  return [id, ...parts.filter((part) => part !== undefined)].join(", ");
}
