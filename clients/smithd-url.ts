import { UsageError } from "./errors.ts";

/** The URL without a slash at its end. Throws UsageError, naming `source`, where requests could not be built on it. */
export function checkedUrl(text: string, source: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    throw new UsageError(`The URL from ${source} must start with https:// or http://.`);
  }
  if (url.username || url.password) {
    throw new UsageError(
      `The URL from ${source} holds credentials. Take them out; smithd knows only API keys.`,
    );
  }
  if (url.search || url.hash)
    throw new UsageError(`The URL from ${source} must end before the \`?\` or \`#\`.`);
  return url.href.replace(/\/+$/, "");
}

/** Whether a key sent there could be read by others: plain http to anything but this machine. */
export function isPlainRemote(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === "http:" && !isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
