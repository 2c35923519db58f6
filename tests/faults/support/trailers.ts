/** What a commit of smithd says of itself in its last paragraph; read here anew, so that nothing of smithd's own is believed. */
export interface Trailers {
  deployment: string;
  app: string;
  environment: string;
  /** Absent for a removal. */
  version?: string;
}

/** Undefined where the commit is not smithd's. */
export function trailersOf(message: string): Trailers | undefined {
  const last = message.trimEnd().split("\n\n").at(-1)!;
  const value = (name: string) => new RegExp(`^DeploySmith-${name}: (.*)$`, "m").exec(last)?.[1];
  const [deployment, app, environment] = ["Deployment", "App", "Environment"].map(value);
  if (deployment === undefined || app === undefined || environment === undefined) return undefined;
  const version = value("Version");
  return { deployment, app, environment, ...(version !== undefined && { version }) };
}
