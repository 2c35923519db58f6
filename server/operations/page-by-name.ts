import type { Page, PageRequest } from "../database/keyset.ts";
import { cursorInvalid } from "../domain/errors.ts";

/** A page of something short that is at hand as a whole, by name. */
export function pageByName<T extends { name: string }>(all: T[], { limit, cursor }: PageRequest): Page<T> {
  const after = cursor === undefined ? "" : decode(cursor);
  const rest = all.filter(({ name }) => name > after).sort((a, b) => (a.name < b.name ? -1 : 1));
  const items = rest.slice(0, limit);
  return {
    items,
    ...(rest.length > limit && { nextCursor: Buffer.from(items.at(-1)!.name).toString("base64url") }),
  };
}

function decode(cursor: string): string {
  const name = Buffer.from(cursor, "base64url").toString();
  if (!/^[a-z0-9-]{1,63}$/.test(name)) throw cursorInvalid();
  return name;
}
