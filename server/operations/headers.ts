import type { Precondition } from "../domain/precondition.ts";

/** Node gives header names in lower case; the contract's types spell them as they are written. */
export const header = (headers: object, name: string): string | undefined =>
  (headers as Record<string, string | undefined>)[name.toLowerCase()];

/** What If-Match and If-None-Match say. */
export function precondition(headers: object): Precondition {
  const match = header(headers, "If-Match");
  if (header(headers, "If-None-Match") === "*") return { kind: "absent" };
  if (match === "*") return { kind: "present" };
  return match === undefined ? { kind: "none" } : { kind: "revision", revision: match.replace(/^"|"$/g, "") };
}

export const etag = ({ revision }: { revision: string }) => `"${revision}"`;

const LONGEST_WAIT = 60;

/** The seconds that `Prefer: wait=<seconds>` asks for, bounded; undefined where it does not. RFC 7240. */
export function preferredWait(headers: object): number | undefined {
  const [, seconds] =
    /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(header(headers, "Prefer") ?? "") ?? [];
  return seconds === undefined ? undefined : Math.min(Number(seconds), LONGEST_WAIT);
}
