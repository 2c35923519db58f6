interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}

/** Collects pages until `limit` items are there (Infinity: all of them). `more` says that the list goes on. */
export async function collectPages<Item>(
  fetchPage: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
  limit: number,
): Promise<{ items: Item[]; more: boolean }> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: Math.min(limit - items.length, 200), ...(cursor === undefined ? {} : { cursor }) };
    const page = await fetchPage(query);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && items.length < limit);
  return { items, more: cursor !== undefined };
}
