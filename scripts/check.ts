/** Everything that can be known without running the programs. Prints one line for each check, and what failed in full. */
import { spawnSync } from "node:child_process";

const rooms = [
  "server",
  "clients",
  "cli-forge",
  "cli-smithctl",
  "manifests",
  "migrations",
  "scripts",
  "tests",
  "bench",
];

const checks: [name: string, command: string, args: string[]][] = [
  ["generated files are fresh", "node", ["scripts/generate.ts", "--check"]],
  ["the contract follows its rules", "spectral", ["lint", "openapi.yaml", "--fail-severity=hint", "--quiet"]],
  ["types", "tsc", ["-p", "."]],
  ["lint", "eslint", [".", "--max-warnings=0"]],
  ["format", "prettier", ["--check", "--log-level=warn", "."]],
  ["no unused code", "knip", []],
  ["the doors between the rooms", "depcruise", [...rooms, "--config", ".dependency-cruiser.mjs"]],
];

let failed = 0;
for (const [name, command, args] of checks) {
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
