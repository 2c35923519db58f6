import type { App, EnvironmentSummary } from "../../../generated/api.ts";
import { aDeployment, before } from "./a-deployment.ts";
import { aProblem } from "./a-problem.ts";
import { anApp, anEnvironment, onHold, running } from "./an-app.ts";
import { openScreen } from "./open-screen.tsx";

const newest = { id: "c0ffee1-9", publishedAt: before(60) };
const failed = aDeployment({
  id: "d-7",
  app: "billing",
  status: "failed",
  failure: { code: "object-conflict", detail: "ConfigMap shop/prices belongs to price-list." },
});
/** Every mark is somewhere. */
const some: App[] = [
  anApp({ description: "Answers for the shop", latestVersion: newest }),
  anApp({ name: "billing", attempts: [failed] }),
  anApp({ name: "mailer", holds: [onHold("staging")] }),
  anApp({ name: "shop", environments: [running("production", { drifted: true })] }),
  anApp({ name: "web", environments: [], attempts: [aDeployment({ app: "web", status: "queued" })] }),
];
const two = [anEnvironment("production"), anEnvironment("staging")];

interface Given {
  columns?: number;
  rows?: number;
  apps?: App[];
  environments?: EnvironmentSummary[];
}

/** The overview over a smithd that a test can change. */
export function openOverview({ columns = 80, rows = 24, apps = some, environments = two }: Given = {}) {
  const known = [...apps];
  const declared = [...environments];
  const state: { failure?: Error } = {};
  const screen = openScreen({
    at: { at: "overview" },
    columns,
    rows,
    client: {
      appList: async () => {
        if (state.failure) throw state.failure;
        return { items: known };
      },
      appView: async ({ path }) => {
        const app = known.find(({ name }) => name === path.app);
        if (!app) throw aProblem(404, "app-unknown", "There is no such app.");
        return app;
      },
      environmentList: async () => ({ items: declared }),
      deploymentView: async () => failed,
    },
  });
  return { ...screen, known, declared, fail: (error: Error) => (state.failure = error) };
}
