import type { Replica } from "./replica.ts";
import type { World } from "./world.ts";

export interface HeldPush {
  /** The replica that sent it. */
  writer: Replica;
  /** Resolves when those who asked meanwhile have their answers. */
  asking: Promise<void>;
  /** Lets it go on to the remote. */
  release(): void;
}

/** Asks until a push reaches the host of the remote, which does not see it before `release`. */
export async function heldPush({ http, replicas, workload }: World): Promise<HeldPush> {
  const reached = Promise.withResolvers<string>();
  const released = Promise.withResolvers<void>();
  http.fault = ({ from, service, step }) => {
    if (service !== "push" || step !== "data") return undefined;
    http.fault = undefined;
    return { kind: "hold-request", until: released.promise, reached: () => reached.resolve(from) };
  };
  const asking = workload.keepAsking(2);
  const from = await reached.promise;
  const writer = replicas.find(({ name }) => name === from)!;
  return { writer, asking: asking.stop(), release: released.resolve };
}
