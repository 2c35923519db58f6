/**
 * The one place that knows what a deployment's commit says. People read the subject and the reason, programs the
 * trailers; every field is one line of escaped text, so that none can end its line and start another.
 */

const KINDS = ["manual", "auto", "rollback", "removal"] as const;

/** What a commit says of the deployment that made it. */
export interface CommitFacts {
  /** The deployment's id. */
  id: string;
  app: string;
  environment: string;
  kind: (typeof KINDS)[number];
  requestedBy: string;
  /** Absent for a removal, which runs none. */
  version?: string;
  /** The version's digest, over its files as they were published. */
  digest?: string;
  reason?: string;
}

/** The message of a deployment's commit, ending in a line feed. An empty reason is left out. */
export function formatCommitMessage(facts: CommitFacts): string {
  const reason = facts.reason ? `Reason: ${facts.reason.split("\n").map(escape).join("\n  ")}\n\n` : "";
  const trailers = Object.entries({
    Deployment: facts.id,
    App: facts.app,
    Environment: facts.environment,
    Version: facts.version,
    Digest: facts.digest,
    Kind: facts.kind,
    "Requested-By": facts.requestedBy,
  }).filter(([, value]) => value !== undefined);
  const lines = trailers.map(([name, value]) => `DeploySmith-${name}: ${escape(value!)}\n`);
  return `${subject(facts)}\n\n${reason}${lines.join("")}`;
}

function subject({ kind, app, version = "", environment }: CommitFacts): string {
  const [name, to, where] = [app, version, environment].map(escape);
  if (kind === "removal") return `Remove ${name} from ${where}`;
  if (kind === "rollback") return `Roll back ${name} to ${to} in ${where}`;
  return `Deploy ${name} ${to} to ${where}`;
}

/**
 * What a message says, or undefined where it is not one that `formatCommitMessage` made: the trailers are read from the
 * last paragraph only, and none may come twice. Trailers that others added to that paragraph are passed over.
 */
export function parseCommitMessage(message: string): CommitFacts | undefined {
  const text = message.replace(/\n+$/, "");
  const start = text.lastIndexOf("\n\n");
  if (start < 0) return undefined;
  const trailers = new Map<string, string>();
  for (const line of text.slice(start + 2).split("\n")) {
    const [, name, value] = /^DeploySmith-([A-Za-z-]+): (.*)$/s.exec(line) ?? [];
    if (name === undefined) continue;
    if (trailers.has(name)) return undefined;
    trailers.set(name, unescape(value!));
  }
  const [id, app, environment] = ["Deployment", "App", "Environment"].map((name) => trailers.get(name));
  const kind = KINDS.find((known) => known === trailers.get("Kind"));
  const requestedBy = trailers.get("Requested-By");
  if (id === undefined || app === undefined || environment === undefined) return undefined;
  if (kind === undefined || requestedBy === undefined) return undefined;
  const version = trailers.get("Version");
  const digest = trailers.get("Digest");
  const reason = reasonIn(text.slice(0, start));
  return {
    id,
    app,
    environment,
    kind,
    requestedBy,
    ...(version !== undefined && { version }),
    ...(digest !== undefined && { digest }),
    ...(reason !== undefined && { reason }),
  };
}

function reasonIn(body: string): string | undefined {
  const [, reason] = /^[^\n]*\n\nReason: (.*)$/s.exec(body) ?? [];
  return reason?.split("\n  ").map(unescape).join("\n");
}

/**
 * Backslash, controls, everything that some reader takes for a line's end, what turns the direction of text, and halves
 * of surrogate pairs, which UTF-8 cannot carry.
 */
const UNSAFE = /[\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const escape = (text: string) =>
  text.replace(UNSAFE, (unsafe) =>
    unsafe === "\\" ? "\\\\" : `\\u${unsafe.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const unescape = (text: string) =>
  text.replace(/\\(?:\\|u([0-9a-f]{4}))/g, (_, hex?: string) =>
    hex === undefined ? "\\" : String.fromCharCode(Number.parseInt(hex, 16)),
  );
