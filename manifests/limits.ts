import { VERSION_FILE } from "./paths.ts";
import type { Violation } from "./types.ts";

/** How much a version may hold. */
export interface Limits {
  files: number;
  fileBytes: number;
  versionBytes: number;
}

const MIB = 1024 * 1024;

export const defaultLimits: Limits = { files: 500, fileBytes: MIB, versionBytes: 10 * MIB };

/** What no configuration goes beyond: validation and the GitOps repository are not made for more. */
export const largestLimits: Limits = { files: 10_000, fileBytes: 64 * MIB, versionBytes: 512 * MIB };

/** Every limit that a list of files breaks. Sizes are in bytes. */
export function checkLimits(files: readonly { path: string; size: number }[], limits: Limits): Violation[] {
  const violations: Violation[] = files
    .filter(({ size }) => size > limits.fileBytes)
    .map(({ path, size }) => ({
      code: "file-too-large",
      file: path,
      detail: `The file has ${bytes(size)}, and a file may have ${bytes(limits.fileBytes)}. Split it, or have SMITHD_MAX_FILE_BYTES raised.`,
    }));
  const whole = (code: string, detail: string) => violations.push({ code, file: VERSION_FILE, detail });
  if (files.length > limits.files)
    whole(
      "too-many-files",
      `The version has ${files.length} files, and ${limits.files} are allowed. Put several objects into a file, or have SMITHD_MAX_FILES raised.`,
    );
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > limits.versionBytes)
    whole(
      "version-too-large",
      `The version has ${bytes(total)} in all, and ${bytes(limits.versionBytes)} are allowed. Leave out what is not applied, or have SMITHD_MAX_VERSION_BYTES raised.`,
    );
  return violations;
}

/** In the largest unit that is exact enough to be compared with a limit. */
function bytes(size: number): string {
  if (size >= MIB && size % MIB === 0) return `${size / MIB} MiB`;
  if (size >= 1024 && size % 1024 === 0) return `${size / 1024} KiB`;
  return `${size} bytes`;
}
