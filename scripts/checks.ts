/** The rooms of the house, as docs/decisions/0001 describes them. */
export const rooms = [
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

/** Everything that can be known without running the programs. */
export const checks: { name: string; command: string; args: string[] }[] = [
  { name: "generated files are fresh", command: "node", args: ["scripts/generate.ts", "--check"] },
  {
    name: "the contract follows its rules",
    command: "spectral",
    args: ["lint", "openapi.yaml", "--fail-severity=hint", "--quiet"],
  },
  { name: "types", command: "tsc", args: ["-p", "."] },
  {
    name: "lint",
    command: "eslint",
    args: [".", "--max-warnings=0", "--cache", "--cache-location=node_modules/.cache/eslint/"],
  },
  { name: "format", command: "prettier", args: ["--check", "--log-level=warn", "--cache", "."] },
  { name: "no unused code", command: "knip", args: [] },
  {
    name: "the doors between the rooms",
    command: "depcruise",
    args: [...rooms, "--config", ".dependency-cruiser.mjs", "--output-type", "err-long"],
  },
];
