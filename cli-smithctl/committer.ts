/** `Ada <ada@example.com>` without the address. */
export const committerName = (committer: string): string => committer.replace(/\s*<[^<>]*>$/, "");
