import type { FetchPage } from "./pages.ts";

/** The most that smithd gives at once. */
const PAGE = 200;

/** All of a list that is short enough to be held, as smithd sorts it. */
export async function allOf<Item>(fetchPage: FetchPage<Item>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetchPage({ limit: PAGE, ...(cursor && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
