import { formatFields } from "../../../clients/terminal/fields.ts";
import type { Output } from "../../../clients/terminal/output.ts";
import { relativeTime } from "../../../clients/terminal/time.ts";
import type { AppVersionView } from "../../../generated/api.ts";
import { originOf } from "./list.ts";

/** Prints one version with its files. */
export function printVersion(version: AppVersionView, output: Output): void {
  const { git, build, date } = version.metadata ?? {};
  output.print(
    formatFields([
      ["Version", `${version.id} of ${version.app}`],
      ["Status", version.status],
      ["Published", version.publishedAt && `${relativeTime(version.publishedAt)} by ${version.createdBy}`],
      ["Expires", version.expiresAt && relativeTime(version.expiresAt)],
      ["From", originOf(version)],
      ["Commit", git?.sha],
      ["Committer", git?.committer],
      ["Message", git?.message],
      ["Committed", date && relativeTime(date)],
      ["Build", [build?.number, build?.url].filter((part) => part !== undefined).join(" ")],
      ["Runs in", version.deployedTo.map(({ environment }) => environment).join(", ")],
      ["Digest", version.digest],
    ]),
  );
  for (const warning of version.warnings ?? []) output.warn(`${warning.file ?? ""} ${warning.detail}`.trim());
  output.print("");
  output.printTable(
    [
      { title: "FILE", priority: 2, min: 20 },
      { title: "BYTES", priority: 1 },
      { title: "SHA-256", min: 12 },
    ],
    version.files.map(({ path, size, sha256 }) => [path, String(size), sha256]),
  );
}
