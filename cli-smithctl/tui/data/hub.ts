import { createInbox, type Inbox } from "./inbox.ts";

/** Puts the same into the inbox of each that listens. */
export interface Hub<Item> {
  put: (item: Item) => void;
  listen: (until: AbortSignal) => Inbox<Item>;
}

export function createHub<Item>(merge: (waiting: Item, next: Item) => Item): Hub<Item> {
  const inboxes = new Set<Inbox<Item>>();
  return {
    put: (item) => inboxes.forEach((inbox) => inbox.put(item)),
    listen(until) {
      const inbox = createInbox(merge, until);
      inboxes.add(inbox);
      until.addEventListener("abort", () => inboxes.delete(inbox), { once: true });
      return inbox;
    },
  };
}
