#!/usr/bin/env node
import { runProgram } from "../clients/terminal/program.ts";
import type { Program } from "../clients/terminal/program.ts";
import { orderlyEnd } from "../clients/terminal/end-process.ts";

const program: Program = {
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

const { stdout, stderr, stdin, env } = process;
const leave = (code: number) => process.exit(code);
const end = orderlyEnd(leave);
end(await runProgram(program, process.argv.slice(2), { stdout, stderr, stdin, env }, leave));
