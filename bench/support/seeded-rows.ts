import type { SeededVersion } from "./seeded-versions.ts";

/** How a table's rows are made in the database, in words that both engines know. */
export interface Made<Given> {
  /** What is given for each row, with its type. */
  columns: { [Name in keyof Given & string]: "text" | "bigint" };
  /** What is given, as `given`, and what goes with it. */
  from: string;
  /** The table's columns, each as an expression. */
  names: Record<string, string>;
}

const START = Date.UTC(2025, 0, 1);

export const apps: Made<{ name: string }> = {
  columns: { name: "text" },
  from: "given",
  names: {
    name: "name",
    repository: "'default'",
    namespace: "name",
    revision: "name",
    created_at: String(START),
  },
};

const ofVersion = {
  number: "bigint",
  uid: "text",
  app: "text",
  sha: "text",
  time: "bigint",
  built: "text",
} as const;

export const versions: Made<SeededVersion> = {
  columns: ofVersion,
  from: "given",
  names: {
    uid: "uid",
    app: "app",
    id: "'main-' || number || '-' || substr(sha, 1, 7)",
    id_key: "'main-' || number || '-' || substr(sha, 1, 7)",
    status: "'published'",
    digest: "'sha256:' || sha || substr(sha, 1, 24)",
    draft_id: "uid",
    created_at: "time - 2000",
    created_by: "'ci'",
    listed_at: "time",
    published_at: "time",
    date: "time - 60000",
    date_text: "built",
    sha: "sha",
    branch: "'main'",
    branch_key: "'main'",
    committer: "'Ada Lovelace <ada@example.com>'",
    message: "'Let the basket of ' || app || ' outlive its session (#' || number || ')'",
    build_number: "CAST(number AS text)",
    build_url: "'https://ci.example.com/' || app || '/builds/' || number",
    warnings: "'[]'",
    skipped: "'[]'",
  },
};

/** A version's one file. */
export const files: Made<SeededVersion> = {
  columns: ofVersion,
  from: "given",
  names: {
    version_uid: "uid",
    path: "'version.yml'",
    size: "248",
    sha256: "sha || substr(sha, 1, 24)",
  },
};

export interface Deployed {
  /** The version's. */
  uid: string;
  environment: string;
  /** The deployment's id. */
  deployment: string;
  /** The id of the app's folder. */
  tree: string;
}

const ofDeployed = { uid: "text", environment: "text", deployment: "text", tree: "text" } as const;

export const deployments: Made<Deployed> = {
  columns: ofDeployed,
  from: "given JOIN versions ON versions.uid = given.uid",
  names: {
    id: "deployment",
    repository: "'default'",
    app: "app",
    version_uid: "versions.uid",
    version: "versions.id",
    branch: "branch",
    environment: "environment",
    kind: "'auto'",
    status: "'deployed'",
    adopt: "0",
    holds_policies: "0",
    requested_by: "'ci'",
    created_at: "listed_at",
    started_at: "listed_at",
    finished_at: "listed_at + 5000",
    commit_id: "sha",
    changed: "1",
  },
};

export const runningVersions: Made<Deployed> = {
  columns: ofDeployed,
  from: "given JOIN versions ON versions.uid = given.uid",
  names: {
    repository: "'default'",
    environment: "environment",
    app: "app",
    version_uid: "versions.uid",
    version: "versions.id",
    deployment_id: "deployment",
    commit_id: "sha",
    tree_id: "tree",
    deployed_at: "listed_at + 5000",
  },
};
