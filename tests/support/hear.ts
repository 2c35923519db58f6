import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import type { StreamEvent } from "../../generated/api.ts";
import { followEvents, type EventsRequest, type Heard } from "../../clients/events.ts";
import type { TestSmithd } from "./smithd.ts";

export interface Listener extends AsyncDisposable {
  /** All that was heard so far. */
  heard: Heard[];
  events: () => StreamEvent[];
  /** What ended it, besides the listener itself. */
  ended: Promise<unknown>;
}

interface Contract {
  components: { schemas: { StreamEvent: object } };
}

/** smithd holds its other answers against the contract by itself. */
const contract = parse(readFileSync("openapi.yaml", "utf8")) as Contract;
const fits = addFormats
  .default(new Ajv({ strict: false }))
  .compile({ ...contract.components.schemas.StreamEvent, additionalProperties: false });

/** Listens to a smithd's events until it is disposed of. Resolves once it is live. */
export async function listen(
  { url, apiKey }: Pick<TestSmithd, "url" | "apiKey">,
  request: Omit<EventsRequest, "signal"> = {},
): Promise<Listener> {
  const controller = new AbortController();
  const heard: Heard[] = [];
  const live = Promise.withResolvers<void>();
  const follow = async () => {
    const options = { url, apiKey, userAgent: "tests" };
    for await (const one of followEvents(options, { ...request, signal: controller.signal })) {
      heard.push(one);
      if (one.kind === "event" && !fits(one.event)) throw new Error(JSON.stringify([one, fits.errors]));
      if (one.kind === "live") live.resolve();
    }
  };
  const ended = follow().then(
    () => undefined,
    (error: unknown) => error,
  );
  await Promise.race([live.promise, ended.then((error) => Promise.reject(error as Error))]);
  return {
    heard,
    ended,
    events: () => heard.flatMap((one) => (one.kind === "event" ? [one.event] : [])),
    async [Symbol.asyncDispose]() {
      controller.abort();
      await ended;
    },
  };
}

/** What an event tells, in a line. */
export const lineOf = ({
  type,
  app,
  environment,
  version,
  deployment,
  policy,
  key,
  code,
}: StreamEvent): string =>
  [type, app, environment, version, policy, code, deployment && "deployment", key && "key"]
    .filter((part) => part !== undefined)
    .join(" ");
