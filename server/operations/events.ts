import type { StreamEvent } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { Event } from "../database/events.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import type { EventStreams, Page } from "../domain/events/streams.ts";
import { header } from "./headers.ts";
import { timestamp } from "./timestamp.ts";

export const eventOperations = ({ eventStreams }: { eventStreams: EventStreams }) =>
  ({
    eventStream: async ({ query, headers, caller, hungUp }) => {
      const last = header(headers, "Last-Event-ID");
      const request = { ...query, caller, ...(last !== undefined && { after: Number(last) }) };
      return { status: 200, body: toWire(await eventStreams.open(request, hungUp())) };
    },
  }) satisfies Partial<Handlers<Caller>>;

async function* toWire(pages: AsyncIterable<Page>) {
  for await (const { events, position } of pages)
    yield { events: events.map(eventToWire), position: String(position) };
}

const eventToWire = ({ id, at, ...facts }: Event): StreamEvent => ({
  ...facts,
  id: String(id),
  at: timestamp(at),
});
