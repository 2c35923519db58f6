import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** A file of the built programs. */
export const dist = (...path: string[]) => join(root, "dist", ...path);

/** Builds the programs, so that they are never older than what is to be measured. */
export function build(): void {
  execFileSync(process.execPath, [join(root, "scripts", "build.ts"), "--quiet"], { cwd: root });
}
