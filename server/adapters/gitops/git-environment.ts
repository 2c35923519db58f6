import type { GitCredentials } from "./credentials.ts";

/** What git may see of our own environment: how to find programs, proxies and certificates, and nothing that steers git. */
const KEPT = [
  "PATH",
  "TMPDIR",
  "SSH_AUTH_SOCK",
  "HTTP_PROXY",
  "http_proxy",
  "HTTPS_PROXY",
  "https_proxy",
  "ALL_PROXY",
  "all_proxy",
  "NO_PROXY",
  "no_proxy",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "GIT_SSL_CAINFO",
];

const CONFIG = {
  "core.hooksPath": "/dev/null",
  "credential.helper": "",
  "http.lowSpeedLimit": "1000",
  "maintenance.auto": "false",
  "gc.autoDetach": "false",
  // What is fetched stays one file, and is not taken apart into one for each object.
  "fetch.unpackLimit": "1",
  // A volume's files may belong to another user than the process; the folder is ours all the same.
  "safe.directory": "*",
};

/**
 * The whole environment of our git commands: no configuration of the machine or the user, no prompt, no hook of the
 * mirror, only the remote's own protocol. Credentials go through it because other users can read a command line.
 */
export function gitEnvironment(
  remote: { url: string; credentials?: GitCredentials | undefined; timeoutMs: number },
  ours: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const kept = KEPT.flatMap((name) => (ours[name] === undefined ? [] : [[name, ours[name]] as const]));
  const { credentials, timeoutMs, url } = remote;
  const config: Record<string, string> = {
    ...CONFIG,
    "http.lowSpeedTime": String(Math.max(1, Math.round(timeoutMs / 1000))),
    ...(credentials?.kind === "token" && { [`http.${url}.extraHeader`]: authorization(credentials) }),
  };
  return {
    ...Object.fromEntries(kept),
    LC_ALL: "C",
    HOME: "/nonexistent",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ALLOW_PROTOCOL: allowedProtocols(url),
    GIT_SSH_VARIANT: "ssh",
    GIT_SSH_COMMAND: sshCommand(credentials, timeoutMs),
    GIT_CONFIG_COUNT: String(Object.keys(config).length),
    ...Object.fromEntries(
      Object.entries(config).flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

const authorization = ({ username, token }: { username: string; token: string }) =>
  `Authorization: Basic ${Buffer.from(`${username}:${token}`).toString("base64")}`;

function allowedProtocols(url: string): string {
  const [, protocol] = /^(https?|ssh):/.exec(url) ?? [];
  // Many hosts send plain http on to https.
  return protocol === "http" ? "http:https" : (protocol ?? "file");
}

/** Without a known-hosts file ssh's own two are used; a host that is in none is refused, never trusted on first use. */
function sshCommand(credentials: GitCredentials | undefined, timeoutMs: number): string {
  const { keyFile, knownHostsFile } = credentials?.kind === "ssh" ? credentials : {};
  const options = [
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    `ConnectTimeout=${Math.max(1, Math.ceil(timeoutMs / 2000))}`,
    "ServerAliveInterval=5",
    "ServerAliveCountMax=3",
    ...(keyFile === undefined ? [] : ["IdentitiesOnly=yes", `IdentityFile=${sshQuoted(keyFile)}`]),
    ...(knownHostsFile === undefined ? [] : [`UserKnownHostsFile=${sshQuoted(knownHostsFile)}`]),
  ];
  return ["ssh", "-F", "/dev/null", ...options.flatMap((option) => ["-o", shellQuoted(option)])].join(" ");
}

const sshQuoted = (path: string) => `"${path.replaceAll("%", "%%")}"`;

const shellQuoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;
