/**
 * A process of its own, so that making requests takes nothing from whoever answers them: a few connections that are kept
 * open, each asking again as soon as it has its answer.
 */
import { Agent, get } from "node:http";
import { answerMessages } from "./processes.ts";

export interface Load {
  url: string;
  /** Asked for in turns. */
  paths: string[];
  headers: Record<string, string>;
  connections: number;
  /** How long; each path once without it. */
  milliseconds?: number;
}

export interface Loaded {
  /** Milliseconds from a request's sending to the end of its answer, of each. */
  times: number[];
  perSecond: number;
}

answerMessages(async ({ url, paths, headers, connections, milliseconds }: Load): Promise<Loaded> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const goesOn = () =>
    milliseconds === undefined ? next < paths.length : performance.now() - startedAt < milliseconds;
  const keepAsking = async () => {
    while (goesOn()) {
      const path = paths[next++ % paths.length]!;
      const sentAt = performance.now();
      await ask(new URL(path, url), headers, agent);
      times.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, keepAsking));
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return { times, perSecond: times.length / seconds };
});

function ask(url: URL, headers: Load["headers"], agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (response) => {
      if (response.statusCode !== 200)
        reject(new Error(`${url.href} was answered with ${response.statusCode}.`));
      response.on("end", resolve).on("error", reject).resume();
    }).on("error", reject);
  });
}
