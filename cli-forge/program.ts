import type { Program } from "../clients/terminal/program.ts";

export const program: Program = {
  name: "forge",
  summary: "forge publishes versions of apps from CI to DeploySmith.",
  commands: {
    publish: {
      summary: "check a folder of manifests, upload it and publish it",
      load: () => import("./commands/publish.ts"),
    },
    version: {
      summary: "print the version.yml that publish would make",
      load: () => import("./commands/version.ts"),
    },
    build: {
      summary: "write the files as they will be published, or as they will lie in git",
      load: () => import("./commands/build.ts"),
    },
    validate: {
      summary: "check a folder of manifests without asking smithd",
      load: () => import("./commands/validate.ts"),
    },
    draft: {
      summary: "declare the files of a version, the first part of publishing",
      load: () => import("./commands/draft.ts"),
    },
    upload: {
      summary: "upload what a draft still misses, the second part",
      load: () => import("./commands/upload.ts"),
    },
    diff: {
      summary: "show how a folder differs from what runs in an environment",
      load: () => import("./commands/diff.ts"),
    },
  },
  // Long enough for a rolling update of smithd.
  patienceMs: 60_000,
  withoutCommand: "mistake",
};
