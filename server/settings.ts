import { defaultLimits } from "../manifests/index.ts";

/** Every environment variable that smithd reads; `smithd config` prints them with these words. */
export interface Setting {
  name: string;
  description: string;
  /** Shown masked, and readable from the file that NAME_FILE names. */
  secret?: true;
  fallback?: string;
}

export const settings = [
  { name: "SMITHD_LISTEN", fallback: "127.0.0.1:8080", description: "Host and port to listen on." },
  {
    name: "SMITHD_DATA_DIR",
    fallback: "./data",
    description: "Folder for everything that smithd keeps on disk: database, blobs, mirror.",
  },
  {
    name: "SMITHD_PUBLIC_URL",
    description:
      "How clients reach smithd, for upload URLs and Location. Needed when it does not listen on loopback.",
  },
  {
    name: "SMITHD_DATABASE_URL",
    secret: true,
    description: "postgres://… for PostgreSQL; without it a SQLite file in the data folder.",
  },
  {
    name: "SMITHD_BLOBS_URL",
    description:
      "s3://bucket/prefix?region=… for S3, with &endpoint=… for what is compatible with it; without it a folder in the data folder.",
  },
  {
    name: "SMITHD_BLOBS_CA_FILE",
    description:
      "Certificate of the authority that signed that of the S3 server, as PEM; without it the system's.",
  },
  {
    name: "SMITHD_GITOPS_URL",
    description:
      "The GitOps repository: https://, ssh:// or file://. Without it a bare repository in the data folder, made with staging and production.",
  },
  { name: "SMITHD_GITOPS_BRANCH", fallback: "main", description: "The branch that Flux reconciles." },
  { name: "SMITHD_GITOPS_TOKEN", secret: true, description: "Token for https." },
  { name: "SMITHD_GITOPS_USERNAME", fallback: "git", description: "User name that goes with the token." },
  { name: "SMITHD_GITOPS_SSH_KEY_FILE", description: "Private key for ssh." },
  { name: "SMITHD_GITOPS_KNOWN_HOSTS_FILE", description: "known_hosts for ssh; without it the system's." },
  {
    name: "SMITHD_GITOPS_AUTHOR",
    fallback: "DeploySmith <deploysmith@localhost>",
    description: "Author of the commits, as Name <address>.",
  },
  {
    name: "SMITHD_GITOPS_TIMEOUT_SECONDS",
    fallback: "30",
    description:
      "How long somebody waits until it is known, or said to be unknown, what became of a deployment: half of it for one exchange with the repository.",
  },
  {
    name: "SMITHD_MAX_QUEUED",
    fallback: "10000",
    description:
      "Deployments that may wait to be written; more are answered with 429. Automatic ones are always taken.",
  },
  {
    name: "SMITHD_FLUX_TARGET_NAMESPACE",
    fallback: "false",
    description: "true where the Flux Kustomization sets a namespace, so that manifests need none.",
  },
  {
    name: "SMITHD_VALIDATION",
    fallback: "strict",
    description:
      "warn where fields that the Kubernetes schemas do not know are only warned of, for a cluster that is newer than they are.",
  },
  {
    name: "SMITHD_SCHEMAS_DIR",
    description:
      "Folder of CustomResourceDefinitions, as YAML, that the clusters have: custom resources are checked against them.",
  },
  { name: "SMITHD_MAX_FILES", fallback: String(defaultLimits.files), description: "Files in a version." },
  {
    name: "SMITHD_MAX_FILE_BYTES",
    fallback: String(defaultLimits.fileBytes),
    description: "Bytes in a file.",
  },
  {
    name: "SMITHD_MAX_VERSION_BYTES",
    fallback: String(defaultLimits.versionBytes),
    description: "Bytes in a version.",
  },
  { name: "SMITHD_MAX_BODY_BYTES", fallback: "2097152", description: "Bytes in the body of an API request." },
  { name: "SMITHD_LOG_LEVEL", fallback: "info", description: "debug, info, warn or error." },
] as const satisfies Setting[];

export type SettingName = (typeof settings)[number]["name"];

/** Kubernetes injects these for a Service named smithd; they are not ours. */
const FROM_KUBERNETES =
  /^SMITHD_(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/;

/** A wrong setting, as a sentence that names it. */
export class SettingError extends Error {}

/** Reads the settings and their _FILE twins; throws a SettingError at an unknown SMITHD_ variable. */
export function readSettings(
  environment: Record<string, string | undefined>,
  readFile: (path: string) => string,
): (name: SettingName) => string | undefined {
  const all: Setting[] = [...settings];
  const known = new Set(all.flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name])));
  for (const name of Object.keys(environment))
    if (name.startsWith("SMITHD_") && !known.has(name) && !FROM_KUBERNETES.test(name))
      throw new SettingError(`${name} is not a setting of smithd. \`smithd config\` lists them all.`);
  return (name) => {
    const setting = all.find((candidate) => candidate.name === name)!;
    const file = setting.secret && environment[`${name}_FILE`];
    if (file && environment[name]) throw new SettingError(`Set ${name} or ${name}_FILE, not both.`);
    return (file ? fromFile(`${name}_FILE`, file, readFile) : environment[name]) || setting.fallback;
  };
}

function fromFile(name: string, path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path).trim();
  } catch (error) {
    throw new SettingError(`${name} names ${path}, which cannot be read: ${(error as Error).message}`);
  }
}
