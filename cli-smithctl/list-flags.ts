import { collectPages } from "../clients/pages.ts";
import { UsageError } from "../clients/errors.ts";
import { connectionFlags } from "../clients/terminal/command-line.ts";
import type { Output } from "../clients/terminal/output.ts";

export const listFlags = {
  ...connectionFlags,
  limit: { type: "string", default: "50" },
  all: { type: "boolean" },
} as const;

export const listHelp: [string, string][] = [
  ["--limit N", "how many to list, 50 by default"],
  ["--all", "list all"],
];

type Fetch<Item> = Parameters<typeof collectPages<Item>>[0];
interface Asked {
  limit: string;
  all?: boolean | undefined;
}

/** The items that were asked for. A note on stderr says when there are more. */
export async function collect<Item>(fetchPage: Fetch<Item>, flags: Asked, output: Output): Promise<Item[]> {
  const limit = flags.all ? Infinity : parseLimit(flags.limit);
  const { items, more } = await collectPages(fetchPage, limit);
  if (more) output.note(`These are the first ${items.length}. --limit N lists more, --all every one.`);
  return items;
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError("--limit needs a number from 1 to 999999.");
}
