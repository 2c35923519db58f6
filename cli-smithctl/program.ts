import type { Program } from "../clients/terminal/program.ts";

export const program: Program = {
  name: "smithctl",
  summary: "smithctl shows what runs where, and deploys versions with DeploySmith.",
  commands: {
    apps: { summary: "list, show, register and change apps", load: () => import("./commands/apps.ts") },
    versions: {
      summary: "list the versions of an app, or show one and its files",
      load: () => import("./commands/versions.ts"),
    },
    diff: { summary: "show what deploying a version would change", load: () => import("./commands/diff.ts") },
    deploy: { summary: "deploy a version to an environment", load: () => import("./commands/deploy.ts") },
    promote: {
      summary: "deploy what runs in one environment to another",
      load: () => import("./commands/promote.ts"),
    },
    rollback: { summary: "go back to an earlier version", load: () => import("./commands/rollback.ts") },
    remove: { summary: "remove an app from an environment", load: () => import("./commands/remove.ts") },
    deployments: {
      summary: "list deployments, show one, or watch them",
      load: () => import("./commands/deployments.ts"),
    },
    environments: {
      summary: "list environments, or what runs in one",
      load: () => import("./commands/environments.ts"),
    },
    policies: {
      summary: "list, set, delete and try auto-deploy policies",
      load: () => import("./commands/policies.ts"),
    },
    hold: { summary: "pause auto-deployment of an app", load: () => import("./commands/hold.ts") },
    release: { summary: "resume auto-deployment of an app", load: () => import("./commands/release.ts") },
    keys: { summary: "list, create and revoke API keys", load: () => import("./commands/keys.ts") },
    login: {
      summary: "keep a smithd and its API key in the settings",
      load: () => import("./commands/login.ts"),
    },
    contexts: {
      summary: "list, choose and remove what login kept",
      load: () => import("./commands/contexts.ts"),
    },
    whoami: { summary: "show which API key is used", load: () => import("./commands/whoami.ts") },
    completion: {
      summary: "print a script that completes commands in your shell",
      load: () => import("./commands/completion.ts"),
    },
  },
  hidden: { __complete: () => import("./commands/complete.ts") },
  // How long a person waits for smithd before hearing that it does not answer.
  patienceMs: 10_000,
  withoutCommand: {
    summary: "opens the interactive UI, on a terminal",
    load: () => import("./interactive.ts"),
  },
};
