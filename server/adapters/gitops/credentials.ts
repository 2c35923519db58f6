/** How smithd proves itself to the GitOps repository's host. */
export type GitCredentials =
  | { kind: "token"; username: string; token: string }
  | { kind: "ssh"; keyFile?: string; knownHostsFile?: string };

/** Every spelling of a credential that git or a remote could repeat. */
export function secretsOf(credentials: GitCredentials | undefined): string[] {
  if (credentials?.kind !== "token") return [];
  const { username, token } = credentials;
  return [token, encodeURIComponent(token), Buffer.from(`${username}:${token}`).toString("base64")];
}
