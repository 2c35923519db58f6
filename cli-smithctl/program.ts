import type { Program } from "../clients/terminal/program.ts";

export const program: Program = {
  name: "smithctl",
  summary: "smithctl shows what runs where, and deploys versions with DeploySmith.",
  commands: {
    apps: { summary: "list, show and register apps", load: () => import("./commands/apps.ts") },
    versions: {
      summary: "list the versions of an app, or show one",
      load: () => import("./commands/versions.ts"),
    },
    deploy: { summary: "deploy a version to an environment", load: () => import("./commands/deploy.ts") },
    deployments: {
      summary: "list deployments, or show one",
      load: () => import("./commands/deployments.ts"),
    },
    policies: {
      summary: "list, set and delete auto-deploy policies",
      load: () => import("./commands/policies.ts"),
    },
    environments: {
      summary: "list environments, or what runs in one",
      load: () => import("./commands/environments.ts"),
    },
    whoami: { summary: "show which API key is used", load: () => import("./commands/whoami.ts") },
  },
  withoutCommand: "help",
};
