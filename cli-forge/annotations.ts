import { relative, resolve } from "node:path";
import type { Fault } from "../clients/errors.ts";
import { sanitize } from "../clients/terminal/sanitize.ts";

/** GitHub shows no more of a step. */
const MOST = 10;

/**
 * Faults of files as workflow commands, which GitHub Actions shows beside the lines of a pull request. Source:
 * docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
 */
export function annotations(
  level: "error" | "warning",
  faults: readonly Fault[],
  folder: string,
  env: NodeJS.ProcessEnv,
): string[] {
  if (env["GITHUB_ACTIONS"] !== "true") return [];
  const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
  return faults.slice(0, MOST).map(({ file, line, column, code, detail }) => {
    const properties = {
      file: file === undefined ? undefined : relative(workspace, resolve(folder, file)),
      line,
      col: column,
      title: code,
    };
    const given = Object.entries(properties)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
    return `::${level} ${given.join(",")}::${escape(detail)}`;
  });
}

/** A line's end would begin another command. */
const escape = (text: string) =>
  sanitize(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string) => escape(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
