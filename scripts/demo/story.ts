import type { AppVersion, Deployment, EnvironmentView, VersionPublishResult } from "../../generated/api.ts";
import type { Stage } from "./stage.ts";

/** One command of the story, as it was typed and what it said. */
export interface Scene {
  title: string;
  command: string;
  output: string;
}

export interface Result {
  versions: Pick<AppVersion, "id" | "metadata">[];
  deployments: Deployment[];
  /** Of the GitOps repository's branch, newest first. */
  commits: { id: string; subject: string }[];
  /** Every file at its head. */
  tree: string[];
  environments: EnvironmentView[];
}

const app = "hello";

/** Tells the main job from the first registration to the way back, command by command. */
export async function tell(stage: Stage, show: (scene: Scene) => void): Promise<Result> {
  const scene = async (title: string, program: "forge" | "smithctl", ...args: string[]) => {
    const { output } = await stage[program](...args);
    const command = [program, ...args.map(quoted)].join(" ");
    show({ title, command, output: output.trimEnd() });
  };
  await scene("The app is registered once", "smithctl", "apps", "register", app, "--namespace", app);
  await scene(
    "Whatever is built from main goes to staging by itself",
    ...([
      "smithctl",
      "policies",
      "set",
      app,
      "main-to-staging",
      "--env",
      "staging",
      "--branch",
      "main",
    ] as const),
  );
  await scene("CI publishes a version", "forge", ...publish("1"));
  await scene("A person takes it to production", "smithctl", ...promote);
  await stage.change("hello:1.0.0", "hello:1.1.0", "Say hello twice");
  await scene("After the next commit it publishes another", "forge", ...publish("2"));
  await scene("What would that change in production?", "smithctl", ...diffOf((await versions(stage))[0]!.id));
  await scene("It goes there too", "smithctl", ...promote);
  await scene("It was not good after all: back", "smithctl", ...rollback);
  return resultOf(stage);
}

const publish = (buildNumber: string) => [
  "publish",
  "./manifests",
  "--app",
  app,
  "--build-number",
  buildNumber,
  "--wait",
];

const promote = ["promote", app, "--from", "staging", "--to", "production", "--wait", "--yes"];

const diffOf = (version: string) => ["diff", app, version, "--env", "production"];

const rollback = ["rollback", app, "--env", "production", "--reason", "greets twice", "--wait", "--yes"];

const quoted = (word: string) => (/^[\w./:=-]+$/.test(word) ? word : `'${word}'`);

async function json<T>(stage: Stage, ...args: string[]): Promise<T> {
  return JSON.parse((await stage.smithctl(...args, "--json")).stdout) as T;
}

const versions = (stage: Stage) => json<VersionPublishResult["version"][]>(stage, "versions", app);

async function resultOf(stage: Stage): Promise<Result> {
  const log = (await stage.git("log", "--format=%H %s", "main")).trim().split("\n");
  const environments = await json<{ name: string }[]>(stage, "environments");
  return {
    versions: (await versions(stage)).map(({ id, metadata }) => ({ id, ...(metadata && { metadata }) })),
    deployments: await json<Deployment[]>(stage, "deployments"),
    commits: log.map((line) => ({
      id: line.slice(0, line.indexOf(" ")),
      subject: line.slice(line.indexOf(" ") + 1),
    })),
    tree: (await stage.git("ls-tree", "-r", "--name-only", "main")).trim().split("\n"),
    environments: await Promise.all(
      environments.map(({ name }) => json<EnvironmentView>(stage, "environments", name)),
    ),
  };
}
