import { readFileSync } from "node:fs";

/** How smithd proves itself to the GitOps repository's host. */
export type GitCredentials =
  | {
      kind: "token";
      username: string;
      token: string;
      /** Where the token lies, if in a file: it is read again for each command, since it may be replaced. */
      tokenFile?: string;
    }
  | { kind: "ssh"; keyFile?: string; knownHostsFile?: string };

export interface Access {
  /** As they are now. */
  current(): GitCredentials | undefined;
  /** Every spelling of a credential that git or a remote could repeat, of earlier ones, too. */
  secrets(): string[];
}

export function accessWith(credentials: GitCredentials | undefined): Access {
  if (credentials?.kind !== "token") return { current: () => credentials, secrets: () => [] };
  const { username, tokenFile } = credentials;
  let { token } = credentials;
  const seen = new Set([token]);
  return {
    current() {
      token = (tokenFile && readToken(tokenFile)) || token;
      seen.add(token);
      return { kind: "token", username, token };
    },
    secrets: () =>
      [...seen].flatMap((each) => [
        each,
        encodeURIComponent(each),
        Buffer.from(`${username}:${each}`).toString("base64"),
      ]),
  };
}

/** Undefined where it cannot be read, as while it is replaced: the one that was read last may do still. */
function readToken(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}
