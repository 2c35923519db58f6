import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { largestLimits, readSchemaFolder, type Limits, type ValidationTerms } from "../manifests/index.ts";
import { readBlobsUrl, type BlobsConfig } from "./blobs-config.ts";
import { readSettings, SettingError, type SettingName } from "./settings.ts";

export type DatabaseConfig = { kind: "sqlite"; file: string } | { kind: "postgres"; url: string };

export type GitopsCredentials =
  | { kind: "token"; username: string; token: string; tokenFile?: string }
  | { kind: "ssh"; keyFile?: string; knownHostsFile?: string };

export type GitopsConfig = (
  { kind: "embedded"; path: string } | { kind: "remote"; url: string; credentials?: GitopsCredentials }
) & { branch: string; author: { name: string; email: string }; timeoutMs: number };

export interface Config {
  listen: { host: string; port: number };
  /** Undefined: the address that is listened on, which a port of 0 settles only then. */
  publicUrl?: string;
  dataDir: string;
  database: DatabaseConfig;
  blobs: BlobsConfig;
  gitops: GitopsConfig;
  maxQueued: number;
  limits: Limits & { bodyBytes: number };
  fluxSetsNamespace: boolean;
  validation: ValidationTerms;
  logLevel: string;
}

type Settings = (name: SettingName) => string | undefined;

/** Turns the environment into a Config; throws a SettingError with a sentence that names what is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const setting = readSettings(environment, (path) => readFileSync(path, "utf8"));
  const listen = readListen(setting);
  const dataDir = resolve(setting("SMITHD_DATA_DIR")!);
  return {
    listen,
    dataDir,
    ...readPublicUrl(setting, listen),
    database: readDatabase(setting, dataDir),
    blobs: readBlobs(setting, dataDir),
    gitops: readGitops(setting, dataDir, environment["SMITHD_GITOPS_TOKEN_FILE"]),
    maxQueued: positive(setting, "SMITHD_MAX_QUEUED", 1_000_000),
    limits: {
      files: positive(setting, "SMITHD_MAX_FILES", largestLimits.files),
      fileBytes: positive(setting, "SMITHD_MAX_FILE_BYTES", largestLimits.fileBytes),
      versionBytes: positive(setting, "SMITHD_MAX_VERSION_BYTES", largestLimits.versionBytes),
      bodyBytes: positive(setting, "SMITHD_MAX_BODY_BYTES", 64 * 1024 * 1024),
    },
    fluxSetsNamespace: oneOf(setting, "SMITHD_FLUX_TARGET_NAMESPACE", ["true", "false"]) === "true",
    validation: {
      acceptUnknownFields: oneOf(setting, "SMITHD_VALIDATION", ["strict", "warn"]) === "warn",
      schemas: readSchemas(setting("SMITHD_SCHEMAS_DIR")),
    },
    logLevel: oneOf(setting, "SMITHD_LOG_LEVEL", ["debug", "info", "warn", "error", "silent"]),
  };
}

export const isLoopback = (host: string) => host === "localhost" || host === "::1" || /^127\./.test(host);

function readListen(setting: Settings): Config["listen"] {
  const text = setting("SMITHD_LISTEN")!;
  const [, host, port] = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text)?.filter(Boolean) ?? [];
  if (!host || Number(port) > 65_535)
    throw new SettingError(
      `SMITHD_LISTEN is ${text}, but must be host:port, such as 127.0.0.1:8080 or [::]:8080.`,
    );
  return { host, port: Number(port) };
}

function readPublicUrl(setting: Settings, { host }: Config["listen"]): { publicUrl?: string } {
  const given = setting("SMITHD_PUBLIC_URL");
  if (given)
    return { publicUrl: parseUrl("SMITHD_PUBLIC_URL", given, ["http:", "https:"]).href.replace(/\/+$/, "") };
  if (isLoopback(host)) return {};
  throw new SettingError(
    `SMITHD_PUBLIC_URL is needed because smithd listens on ${host}: set it to the address that clients use, such as https://deploysmith.example.com.`,
  );
}

function readDatabase(setting: Settings, dataDir: string): DatabaseConfig {
  const url = setting("SMITHD_DATABASE_URL");
  if (!url) return { kind: "sqlite", file: resolve(dataDir, "smithd.db") };
  parseUrl("SMITHD_DATABASE_URL", url, ["postgres:", "postgresql:"]);
  return { kind: "postgres", url };
}

function readBlobs(setting: Settings, dataDir: string): BlobsConfig {
  const url = setting("SMITHD_BLOBS_URL");
  const caFile = setting("SMITHD_BLOBS_CA_FILE");
  if (url) return readBlobsUrl(url, caFile && readPem(caFile));
  if (caFile) throw new SettingError("SMITHD_BLOBS_CA_FILE needs SMITHD_BLOBS_URL, the bucket it is for.");
  return { kind: "disk", folder: resolve(dataDir, "blobs") };
}

function readPem(file: string): string {
  const text = readOrExplain("SMITHD_BLOBS_CA_FILE", file);
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw new SettingError(`SMITHD_BLOBS_CA_FILE names ${file}, which holds no certificate in PEM form.`);
}

function readSchemas(folder: string | undefined): Uint8Array[] {
  if (!folder) return [];
  try {
    return readSchemaFolder(folder);
  } catch (error) {
    throw new SettingError(
      `SMITHD_SCHEMAS_DIR is ${folder}, which cannot be used: ${(error as Error).message}`,
    );
  }
}

function readOrExplain(name: SettingName, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new SettingError(`${name} names ${file}, which cannot be read: ${(error as Error).message}`);
  }
}

const REMOTE_ONLY = [
  "SMITHD_GITOPS_TOKEN",
  "SMITHD_GITOPS_SSH_KEY_FILE",
  "SMITHD_GITOPS_KNOWN_HOSTS_FILE",
] as const;

function readGitops(setting: Settings, dataDir: string, tokenFile: string | undefined): GitopsConfig {
  const common = {
    branch: readBranch(setting),
    author: readAuthor(setting),
    timeoutMs: positive(setting, "SMITHD_GITOPS_TIMEOUT_SECONDS", 3600) * 1000,
  };
  const url = setting("SMITHD_GITOPS_URL");
  // Silently ignored they would leave smithd writing to a repository that nobody reads.
  const lonely = REMOTE_ONLY.find((name) => setting(name) !== undefined);
  if (!url && lonely) throw new SettingError(`${lonely} needs SMITHD_GITOPS_URL, the repository it is for.`);
  if (!url) return { kind: "embedded", path: resolve(dataDir, "gitops.git"), ...common };
  const { username, password } = parseUrl("SMITHD_GITOPS_URL", url, ["https:", "http:", "ssh:", "file:"]);
  if (password || (username && !url.startsWith("ssh:")))
    throw new SettingError(
      "SMITHD_GITOPS_URL must not hold a user name or password: use SMITHD_GITOPS_TOKEN.",
    );
  const credentials = readCredentials(setting, url, tokenFile);
  return { kind: "remote", url, ...(credentials && { credentials }), ...common };
}

function readCredentials(
  setting: Settings,
  url: string,
  tokenFile: string | undefined,
): GitopsCredentials | undefined {
  const token = setting("SMITHD_GITOPS_TOKEN");
  if (token && !/^https?:/.test(url))
    throw new SettingError(
      "SMITHD_GITOPS_TOKEN goes with an https:// repository; ssh:// takes SMITHD_GITOPS_SSH_KEY_FILE.",
    );
  if (setting("SMITHD_GITOPS_SSH_KEY_FILE") && !url.startsWith("ssh:"))
    throw new SettingError(
      "SMITHD_GITOPS_SSH_KEY_FILE goes with an ssh:// repository; https:// takes SMITHD_GITOPS_TOKEN.",
    );
  const username = setting("SMITHD_GITOPS_USERNAME")!;
  if (token) return { kind: "token", username, token, ...(tokenFile && { tokenFile: resolve(tokenFile) }) };
  if (!url.startsWith("ssh:")) return undefined;
  const keyFile = setting("SMITHD_GITOPS_SSH_KEY_FILE");
  const knownHostsFile = setting("SMITHD_GITOPS_KNOWN_HOSTS_FILE");
  return {
    kind: "ssh",
    ...(keyFile && { keyFile: resolve(keyFile) }),
    ...(knownHostsFile && { knownHostsFile: resolve(knownHostsFile) }),
  };
}

function readBranch(setting: Settings): string {
  const branch = setting("SMITHD_GITOPS_BRANCH")!;
  // Git's own rules for a branch are wider; what is refused here is never wanted and has a meaning in refspecs.
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(branch) || /\.\.|\/\/|\.lock$|\/$|\.$/.test(branch))
    throw new SettingError(
      `SMITHD_GITOPS_BRANCH is ${JSON.stringify(branch)}, which is no name of a branch.`,
    );
  return branch;
}

function readAuthor(setting: Settings): { name: string; email: string } {
  const text = setting("SMITHD_GITOPS_AUTHOR")!;
  const [, name, email] = /^([^<>\p{Cc}]+?)\s*<([^<>\s\p{Cc}]+)>$/u.exec(text) ?? [];
  if (!name || !email)
    throw new SettingError(
      `SMITHD_GITOPS_AUTHOR is ${JSON.stringify(text)}, but must look like Name <address>.`,
    );
  return { name, email };
}

function parseUrl(name: SettingName, text: string, protocols: string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The value is not repeated: it may hold a password.
  if (!url || !protocols.includes(url.protocol)) {
    const ssh = protocols.includes("ssh:")
      ? " What ssh writes as git@host:org/x.git is ssh://git@host/org/x.git here."
      : "";
    throw new SettingError(
      `${name} must be a URL that starts with ${protocols.map((p) => `${p}//`).join(" or ")}.${ssh}`,
    );
  }
  return url;
}

function positive(setting: Settings, name: SettingName, maximum: number): number {
  const text = setting(name)!;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > maximum)
    throw new SettingError(`${name} is ${text}, but must be a whole number from 1 to ${maximum}.`);
  return number;
}

function oneOf(setting: Settings, name: SettingName, values: string[]): string {
  const text = setting(name)!;
  if (!values.includes(text))
    throw new SettingError(`${name} is ${text}, but must be ${values.join(" or ")}.`);
  return text;
}
