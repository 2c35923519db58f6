#!/usr/bin/env node
import { runProgram } from "../clients/terminal/program.ts";
import { endProcess } from "../clients/terminal/end-process.ts";

const program = {
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
};

const { stdout, stderr, stdin, env } = process;
const leave = (code: number) => process.exit(code);
endProcess(await runProgram(program, process.argv.slice(2), { stdout, stderr, stdin, env }, leave), leave);
