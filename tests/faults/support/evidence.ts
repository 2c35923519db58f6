import type { Deployment } from "../../../generated/api.ts";

/** A request that was accepted, as its client knows it. */
export interface Accepted {
  /** As it was answered first. */
  deployment: Deployment;
  /** Milliseconds of the client's own clock: before it was sent for the first time, and when the answer was there. */
  sentAt: number;
  answeredAt: number;
  /** As it was when it was first seen to have ended; undefined where it never was. */
  end?: Deployment;
  /** As it is when all is over. */
  last?: Deployment;
}

/** A commit as the remote's history has it. */
export interface Commit {
  id: string;
  parents: string[];
  message: string;
  /** By path: the blob that lies there now, undefined where the file is gone. */
  changes: Map<string, string | undefined>;
}

/** Somebody else's commit whose push was accepted. */
export interface ForeignCommit {
  id: string;
  /** Texts by path. */
  files: Record<string, string>;
}

/** All that the checker knows: what clients and outsiders were told, and what the remote has. */
export interface Evidence {
  accepted: Accepted[];
  /** The branch's history, the oldest first. */
  commits: Commit[];
  /** Where the branch was moved to, one after another, from the first commit on. */
  moves: { from: string; to: string }[];
  foreign: ForeignCommit[];
  /** Files of each published version by `<app> <version>`. */
  published: Map<string, Record<string, string>>;
  /** The apps that each environment's kustomization lists at the head. */
  listed: Record<string, string[]>;
}
