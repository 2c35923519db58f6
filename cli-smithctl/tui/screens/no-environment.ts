import { ours, type Line } from "../text/line.ts";

/** What there is to say where the GitOps repository declares no environment. */
export const noEnvironment: Line[] = [
  [],
  [ours("  There is no environment yet.", "title")],
  [],
  [ours("  Each is a folder of the GitOps repository, for Flux to apply:")],
  [ours("    environments/staging/apps/.gitkeep", "accent")],
  [ours("  Commit one and push it; smithd sees it within seconds.", "muted")],
];
