import { DomainError } from "../../domain/errors.ts";
import { gist, linesOf } from "./gist.ts";
import type { GitRun } from "./git-process.ts";

const RETRY_AFTER_SECONDS = 10;

/** Turns what git printed into errors that a caller can be told, and knows what must never be in them. */
export interface Faults {
  unreachable(run: GitRun): DomainError;
  /** What a failed exchange means in which nothing was sent. */
  ofExchange(run: GitRun): DomainError;
  /** What is new takes longer to fetch than anybody may wait. */
  catchingUp(): DomainError;
  missingBranch(): DomainError;
  /** The remote's head does not have what the branch was known to have. */
  rewritten(head: string, known: string): DomainError;
  /** The mirror's disk is full or cannot be written; undefined where a command failed for something else. */
  ofMirror(run: GitRun): DomainError | undefined;
  rejected(run: GitRun, reason: string): DomainError;
}

export function faultsOf(branch: string, secrets: () => string[]): Faults {
  const gistOf = (run: GitRun) => {
    if (run.cut === "timeout")
      return `It did not answer within ${Math.ceil(run.milliseconds / 1000)} seconds.`;
    if (run.cut === "closed") return "smithd is shutting down.";
    return sentence(gist(linesOf(run.stderr), secrets()) || `git ended with ${run.code ?? "a signal"}`);
  };
  const unreachable = (run: GitRun) =>
    new DomainError("gitops-unreachable", `The GitOps repository cannot be reached: ${gistOf(run)}`, {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  const auth = (run: GitRun) =>
    new DomainError(
      "gitops-auth",
      `The GitOps repository's host does not let smithd in: ${gistOf(run)} ` +
        `Check SMITHD_GITOPS_TOKEN, or SMITHD_GITOPS_SSH_KEY_FILE and SMITHD_GITOPS_KNOWN_HOSTS_FILE.`,
    );
  const ofMirror = (run: GitRun) => {
    const [reason] =
      /No space left on device|Disk quota exceeded|Read-only file system|File too large/i.exec(own(run)) ??
      [];
    return reason === undefined
      ? undefined
      : new DomainError(
          "mirror-unusable",
          `smithd cannot write to its copy of the GitOps repository, in its data folder: ${reason}. Its operators have to make room; then deploy again.`,
          { retryAfterSeconds: RETRY_AFTER_SECONDS },
        );
  };
  const catchingUp = () =>
    new DomainError(
      "gitops-unreachable",
      "The GitOps repository cannot be read in time: what is new in it is large, and is still being fetched.",
      { retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  const missingBranch = () =>
    new DomainError(
      "gitops-missing-branch",
      `The GitOps repository has no branch ${branch}. Push one with a first commit, or set SMITHD_GITOPS_BRANCH.`,
    );
  return {
    unreachable,
    catchingUp,
    missingBranch,
    rewritten: (head, known) =>
      new DomainError(
        "gitops-rewritten",
        `The branch ${branch} of the GitOps repository was rewritten: it is at ${head} and no longer has ${known}. ` +
          `Nothing is deployed until it is put back, or until an operator of smithd says \`smithd follow ${head}\`.`,
      ),
    ofMirror,
    ofExchange(run) {
      const ofOurs = run.cut === undefined && ofMirror(run);
      if (ofOurs) return ofOurs;
      if (run.cut === undefined && isAuth(run)) return auth(run);
      if (run.cut === undefined && /couldn't find remote ref/i.test(own(run))) return missingBranch();
      return unreachable(run);
    },
    rejected(run, reason) {
      const said = linesOf(run.stderr).filter((line) => line.startsWith("remote: "));
      const text = gist([...said, reason], secrets());
      return new DomainError(
        "gitops-rejected",
        `The GitOps repository refused the push to ${branch}: ${sentence(text)} Let smithd push there, or follow what its rule asks for.`,
      );
    },
  };
}

/** What git itself says; a remote's own lines could say anything. */
const ownLines = ({ stderr }: GitRun) => linesOf(stderr).filter((line) => !line.startsWith("remote: "));

const own = (run: GitRun) => ownLines(run).join("\n");

const isAuth = (run: GitRun) =>
  /Authentication failed|could not read (?:Username|Password)|requested URL returned error: 40[13]|HTTP 40[13]|Permission denied \(|Host key verification failed/i.test(
    own(run),
  );

const sentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

const DAMAGE =
  /corrupt|SHA1 COLLISION FOUND|inflate: data stream error|bad packed object CRC|is empty$|bad object|bad tree|unable to read (?:tree|sha1 file|[0-9a-f]{40})|missing (?:blob|tree|commit)|not a git repository|did not send all necessary objects|unresolved deltas|packfile .* (?:cannot be accessed|does not match index)|far too short to be a packfile|cannot open index|index file .* is too small|cannot read commit object|commit graph file but not|commit-graph but not|Not a valid (?:commit|object)|Could not (?:read|find) [0-9a-f]{40}/i;

/** Whether git says that the mirror itself is damaged, so that only a new one helps. Names and addresses may say anything. */
export const isDamage = (run: GitRun) =>
  run.cut === undefined &&
  ownLines(run)
    .filter((line) => /^(?:error|fatal|warning): /.test(line))
    .some((line) => DAMAGE.test(line.replace(/\b[a-z+]+:\/\/\S+/gi, "")));

/** Whether a lock that somebody left stood in the way. */
export const isLocked = (run: GitRun) => /Unable to create '.*\.lock': File exists/.test(own(run));
