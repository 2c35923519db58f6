/** A file by its path in the version, with `/` between segments. */
export interface ManifestFile {
  path: string;
  bytes: Uint8Array;
}

/** Something that is wrong with a version (or, as a warning, may be), where it is, and what to do about it. */
export interface Violation {
  /** A stable kebab-case word for the rule. */
  code: string;
  /** The path in the version. */
  file: string;
  /** Which YAML document of the file, from 1. */
  document?: number;
  /** From 1. */
  line?: number;
  /** From 1. */
  column?: number;
  /** A JSON pointer (RFC 6901) into the document. */
  pointer?: string;
  /** Set where only this environment's view is at fault. */
  environment?: string;
  /** What is wrong and what to do about it, as sentences. */
  detail: string;
  /** What would be right, such as `a port from 1 to 65535`. */
  expected?: string;
  /** What was probably meant, such as another field's name. */
  suggestion?: string;
}

/** What `version.yml` says of a version. */
export interface VersionMetadata {
  /** RFC 3339, as it is written there. */
  date: string;
  git: {
    /** 40 or 64 lower-case hex digits. */
    sha: string;
    /** Exactly one of `branch` and `tag` is there. */
    branch?: string;
    tag?: string;
    committer: string;
    message?: string;
    pullRequest?: string;
  };
  build?: { number?: string; url?: string };
}

export interface VersionFile extends VersionMetadata {
  app: string;
  version: string;
}

/** Where an object without a namespace of its own gets one. */
export type NamespaceSource =
  /** The namespace that the app is registered with, if any: the generated kustomization sets it. */
  | { app?: string }
  /** The Flux Kustomization sets one. */
  | "from-flux"
  /** Not known here, so that a missing namespace is no violation. */
  | "unknown";
