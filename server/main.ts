#!/usr/bin/env node
import "./lean-memory.ts";
import meow from "meow";
import { readConfig } from "./config.ts";
import { DataFolderError } from "./data-folder.ts";
import { KeyNameError } from "./domain/access/api-keys.ts";
import { ListenError } from "./http/server.ts";
import { DomainError } from "./domain/errors.ts";
import packageJson from "../package.json" with { type: "json" };
import { SettingError } from "./settings.ts";
import { UsageError } from "./usage-error.ts";

const help = `
  Usage
    $ smithd [serve]            run the server
    $ smithd migrate            bring the database up to date and stop
    $ smithd keys create NAME   make an API key and print it
    $ smithd doctor [--fix]     try everything that smithd works with: database, blob storage, GitOps repository
    $ smithd follow COMMIT      go on from COMMIT, after the GitOps repository's branch was rewritten on purpose
    $ smithd config             print the effective settings, secrets masked

  smithd is set up by environment variables, SMITHD_*; \`smithd config\` lists them all with what they mean.
  Without any it keeps everything in ./data and listens on 127.0.0.1:8080.

  --fix installs the rule by which a bucket removes drafts after 7 days, where it is missing.

  Examples
    $ SMITHD_DATA_DIR=/var/lib/smithd smithd
    $ SMITHD_DATABASE_URL_FILE=/run/secrets/database-url SMITHD_GITOPS_URL=https://git.example.com/gitops.git smithd
    $ smithd keys create ci
`;

const cli = meow(help, {
  importMeta: import.meta,
  description: "smithd, the server of DeploySmith",
  version: packageJson.version,
  allowUnknownFlags: false,
  flags: { fix: { type: "boolean", default: false } },
});

try {
  await run(cli.input, cli.flags.fix);
} catch (error) {
  // What the operator can act on is a sentence; anything else is a fault of ours and keeps its stack.
  const expected = [SettingError, DataFolderError, KeyNameError, ListenError, UsageError].some(
    (kind) => error instanceof kind,
  );
  if (error instanceof DomainError && error.code === "database-unavailable")
    console.error(`smithd: the database cannot be used: ${reasonOf(error)}. Check SMITHD_DATABASE_URL.`);
  else console.error(expected ? `smithd: ${(error as Error).message}` : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function run([command = "serve", ...rest]: string[], fix: boolean): Promise<void> {
  if (fix && command !== "doctor") throw new UsageError("--fix goes with `smithd doctor`.");
  const config = readConfig(process.env);
  switch ([command, ...rest.slice(0, command === "keys" ? 1 : 0)].join(" ")) {
    case "serve":
      return (await import("./commands/serve.ts")).serve(config);
    case "migrate":
      return (await import("./commands/migrate.ts")).migrate(config);
    case "keys create":
      return (await import("./commands/keys.ts")).createKey(config, rest.slice(1));
    case "doctor":
      return (await import("./commands/doctor.ts")).doctor(config, fix);
    case "follow":
      return (await import("./commands/follow.ts")).follow(config, rest);
    case "config":
      return (await import("./commands/config.ts")).printConfig(process.env);
    case "keys":
      throw new UsageError("say what to do with keys: `smithd keys create NAME`.");
    default:
      throw new UsageError(`there is no command ${command}. \`smithd --help\` lists them.`);
  }
}

/** What the driver said of it; an address that did not answer is named in there. */
function reasonOf({ cause, message }: Error): string {
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}
