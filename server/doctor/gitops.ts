import { existsSync } from "node:fs";
import type { GitopsConfig } from "../config.ts";
import { notThereYet, type Finding } from "./finding.ts";

/** `probeRemote` of the git adapter. */
export type ProbeRemote = (remote: {
  url: string;
  branch: string;
  timeoutMs: number;
  credentials?: Extract<GitopsConfig, { kind: "remote" }>["credentials"] & {};
}) => Promise<{ head: string }>;

const what = "GitOps repository";

/** Whether its branch is there and a push would be let in. Fetches and pushes nothing. */
export async function examineGitops(config: GitopsConfig, probe: ProbeRemote): Promise<Finding> {
  const { branch, timeoutMs } = config;
  const url = config.kind === "embedded" ? config.path : config.url;
  if (config.kind === "embedded" && !existsSync(url)) return notThereYet(what, url);
  const credentials = config.kind === "remote" ? config.credentials : undefined;
  const { head } = await probe({ url, branch, timeoutMs, ...(credentials && { credentials }) });
  return {
    what,
    state: "ok",
    detail: `${branch} is at ${head.slice(0, 12)}, and ${url} lets smithd push. What branch protection says of a push shows at the first one.`,
  };
}
