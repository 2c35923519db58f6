import type { Program } from "../clients/terminal/program.ts";

export const program: Program = {
  name: "forge",
  summary: "forge publishes versions of apps from CI to DeploySmith.",
  commands: {
    publish: {
      summary: "check a folder of manifests, upload it and publish it",
      load: () => import("./commands/publish.ts"),
    },
    validate: {
      summary: "check a folder of manifests without asking smithd",
      load: () => import("./commands/validate.ts"),
    },
    version: {
      summary: "print the version.yml that publish would make",
      load: () => import("./commands/version.ts"),
    },
  },
  withoutCommand: "mistake",
};
