/**
 * Runs the main job from end to end, through the built programs on embedded defaults, in a temporary folder.
 *
 *   npm run demo                 tells what happens, and cleans up
 *   npm run demo -- --keep       leaves smithd running until Ctrl-C
 *   npm run demo -- --json       prints the result as one JSON document
 */
import { once } from "node:events";
import { printer } from "./demo/print.ts";
import { setStage } from "./demo/stage.ts";
import { tell, type Result, type Scene } from "./demo/story.ts";

const known = ["--keep", "--json"];
const unknown = process.argv.slice(2).find((word) => !known.includes(word));
if (unknown !== undefined) {
  console.error(`There is no ${unknown}. \`npm run demo -- [${known.join("] [")}]\``);
  process.exit(2);
}
const keep = process.argv.includes("--keep");
const asJson = process.argv.includes("--json");
const colour = !asJson && process.stdout.isTTY && !process.env["NO_COLOR"];

const startedAt = performance.now();
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => interruption.abort());
const interrupted = once(interruption.signal, "abort").then(() => "interrupted" as const);
const print = printer(colour);
const stage = await setStage(colour);
try {
  if (!asJson) console.log(`smithd runs at ${stage.url}, on SQLite, a folder and a bare git repository.`);
  const outcome = await Promise.race([
    tell(stage, (scene: Scene) => asJson || print.scene(scene)),
    interrupted,
  ]);
  if (outcome !== "interrupted") await finish(outcome);
} catch (error) {
  // Ctrl-C reaches the programs that are running, too.
  if (!interruption.signal.aborted) {
    console.error(`\nThe demo failed. ${(error as Error).message}`);
    process.exitCode = 1;
  }
} finally {
  if (interruption.signal.aborted && !keep) process.exitCode = 130;
  await stage.clear();
}

async function finish(result: Result): Promise<void> {
  const seconds = (performance.now() - startedAt) / 1000;
  const { url, keyFile, repository } = stage;
  if (asJson)
    console.log(
      JSON.stringify({ ...result, seconds, ...(keep && { url, keyFile, repository }) }, undefined, 2),
    );
  else print.result(result, (await stage.smithctl("apps", "show", "hello")).stdout);
  if (!keep) return asJson ? undefined : print.done(result, seconds);
  if (!asJson) print.kept(stage);
  await interrupted;
}
