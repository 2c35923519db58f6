/** Runs every check. Prints one line for each, and what failed in full. */
import { spawnSync } from "node:child_process";
import { checks } from "./checks.ts";

let failed = 0;
for (const { name, command, args } of checks) {
  const startedAt = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
  if (status === 0) continue;
  failed++;
  console.log([error?.message, stdout, stderr].filter(Boolean).join("\n"));
}
if (failed > 0) console.log(`${failed} of ${checks.length} checks failed.`);
process.exitCode = failed > 0 ? 1 : 0;
