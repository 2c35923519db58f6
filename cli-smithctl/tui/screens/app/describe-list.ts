import { troubleLines } from "../../components/trouble.ts";
import type { Extent, Listed } from "../../data/pages.ts";
import { ours, span, type Line } from "../../text/line.ts";

/** "200+ versions", "1 draft version". */
export function countOf({ count, isComplete }: Extent, status: string): string {
  const kind = status === "published" ? "" : `${status} `;
  if (count === 0 && !isComplete) return `${kind}versions …`;
  return `${count}${isComplete ? "" : "+"} ${kind}${count === 1 && isComplete ? "version" : "versions"}`;
}

/** What there is to say where there are no versions to show; undefined where there are. */
export function insteadOfVersions(
  { count, isComplete, trouble }: Listed<unknown>,
  { app, status, beginning }: { app: string; status: string; beginning: string },
  width: number,
): Line[] | undefined {
  if (count > 0) return undefined;
  if (trouble) return troubleLines(trouble, width);
  if (!isComplete) return [[], [ours("  Reading its versions …", "muted")]];
  if (beginning !== "")
    return [[], [span(`  No ${status} version begins with “${beginning}”, nor its sha, branch or tag.`)]];
  if (status !== "published") return [[], [span(`  No version is ${status}.`)]];
  return [
    [],
    [ours("  No version is published yet.", "title")],
    [],
    [ours("  In CI, once the manifests are built:")],
    [],
    [span(`    forge publish ./manifests --app ${app}`, "accent")],
  ];
}
