import { confirm } from "../../clients/terminal/confirm.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { relativeTime } from "../../clients/terminal/time.ts";
import type { EnvironmentApp, Hold } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";

/** An app's place in an environment, as it is now. */
export interface Place {
  app: string;
  environment: string;
  /** Whether the environment wants its name typed. */
  typed: boolean;
  running?: EnvironmentApp | undefined;
  hold?: Hold | undefined;
}

/** Throws smithd's problem, which names what is near, where the environment or the app is unknown. */
export async function lookAt(
  client: Pick<Client, "environmentView" | "appView">,
  app: string,
  environment: string,
): Promise<Place> {
  const view = await client.environmentView({ path: { environment } });
  const running = view.apps.find((each) => each.app === app);
  // An app that is not there may be one that was mistyped.
  if (!running) await client.appView({ path: { app } });
  return {
    app,
    environment,
    typed: view.confirm === "name",
    running,
    hold: view.holds.find((each) => each.app === app),
  };
}

/** "v1, deployed 3 h ago", or that nothing runs. */
export function describeRunning({ running }: Place): string {
  if (!running) return "nothing";
  const drifted = running.drifted ? "; somebody changed its folder since" : "";
  return `${running.version}, deployed ${relativeTime(running.deployedAt)}${drifted}`;
}

export function describeHold({ hold }: Place): string | undefined {
  return hold && `${hold.reason} (${hold.heldBy}, ${relativeTime(hold.heldAt)})`;
}

/** Whether a person agrees to what was shown: by yes, or where the environment wants it by typing its name. */
export function agree(
  { typed, environment }: Place,
  question: string,
  yes: boolean,
  { streams, signal }: CommandContext,
): Promise<boolean> {
  return confirm(streams, { question, yes, ...(typed ? { typed: environment } : {}) }, signal);
}
