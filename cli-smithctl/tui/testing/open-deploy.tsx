import { vi } from "vitest";
import type { App, Deployment, DeploymentRequest, VersionDiff } from "../../../generated/api.ts";
import type { Place } from "../app/place.ts";
import { aDeployment, before, NOON } from "./a-deployment.ts";
import { aDiff, aVersion } from "./a-plan.ts";
import { anApp, anEnvironment, running } from "./an-app.ts";
import { openScreen } from "./open-screen.tsx";

/** The deployment as smithd takes it, and as it ends well. */
export const accepted = aDeployment({
  id: "d-9",
  version: "c0ffee1-9",
  status: "queued",
  finishedAt: undefined,
  commit: undefined,
  timeline: [{ step: "accepted", at: NOON }],
});
export const deployed = aDeployment({ id: "d-9", version: "c0ffee1-9" });

export interface Given {
  columns?: number;
  rows?: number;
  /** Another place to begin at. */
  at?: Place;
  /** Undefined where it is to be chosen. */
  environment?: string;
  /** What runs in each of them. */
  version?: string;
  confirm?: "yes" | "name";
  app?: Partial<App>;
  diff?: Partial<VersionDiff>;
  /** What smithd answers when the deployment is looked at, one after the other; the last one stays. */
  becomes?: Deployment[];
  /** Why smithd does not show the app. */
  view?: Error;
  /** Why smithd does not take the deployment. */
  refuse?: Error;
  /** What smithd's answer to the deployment waits for. */
  until?: Promise<void>;
}

/** The screen that deploys api-service c0ffee1-9 where 42540c4-123 runs. */
export function openDeploy(given: Given = {}) {
  const { columns = 80, rows = 24, environment, confirm = "yes", becomes = [deployed] } = given;
  const requested = vi.fn<(body: DeploymentRequest) => void>();
  /** By which smithd knows a request again. */
  const keys: (string | undefined)[] = [];
  const signals: AbortSignal[] = [];
  const declared = ["production", "staging"].map((name) => anEnvironment(name, { confirm }));
  const state = { diff: aDiff(given.diff) };
  const screen = openScreen({
    at: given.at ?? { at: "deploy", app: "api-service", version: "c0ffee1-9", environment },
    columns,
    rows,
    client: {
      appView: async () => {
        if (given.view) throw given.view;
        return anApp(given.app);
      },
      environmentList: async () => ({ items: declared }),
      environmentView: async ({ path }) => ({
        ...anEnvironment(path.environment, { confirm }),
        holds: [],
        apps: [
          {
            ...running(path.environment, {
              deployedAt: before(86_400),
              ...(given.version && { version: given.version }),
            }),
            app: "api-service",
          },
        ],
      }),
      versionList: async () => ({ items: [aVersion()] }),
      versionView: async () => aVersion(),
      versionDiff: async ({ query }) => ({ ...state.diff, environment: query.environment }),
      deploymentCreate: async ({ body, header, signal }) => {
        requested(body);
        keys.push(header?.["Idempotency-Key"]);
        signals.push(signal!);
        await given.until;
        if (given.refuse) throw given.refuse;
        return accepted;
      },
      deploymentView: async () => (becomes.length > 1 ? becomes.shift()! : becomes[0]!),
    },
  });
  return { ...screen, requested, keys, signals, declared, state };
}
