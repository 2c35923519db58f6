/**
 * A process of its own, so that asking takes nothing from whoever answers: clients with a connection each that ask for
 * deployments, each for the next as soon as it has its answer.
 */
import { Agent, request } from "node:http";
import { answerMessages } from "./processes.ts";
import type { Job } from "./smithd.ts";

export interface Crowd {
  url: string;
  headers: Record<string, string>;
  clients: number;
  jobs: Job[];
  /** Whether each waits until its deployment has ended before it asks for the next. */
  wait: boolean;
}

export interface Served {
  ids: string[];
  /** How many were seen to end otherwise than deployed. */
  failed: number;
  /** Milliseconds from the first request until none was open any more. */
  ended: number;
  /** Milliseconds until all were accepted. */
  accepted: number;
}

const WAIT = { prefer: "wait=60" };

answerMessages(async ({ url, headers, clients, jobs, wait }: Crowd): Promise<Served> => {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const ask = <Answer = Deployment>(method: string, path: string, more = {}, body?: object) =>
    send<Answer>(new URL(path, url), { method, agent, headers: { ...headers, ...more } }, body);
  const ids: string[] = [];
  let failed = 0;
  const queue = jobs.values();
  const startedAt = performance.now();
  let acceptedAt = startedAt;
  const work = async () => {
    let last: Deployment | undefined;
    for (const { app, version, environment } of queue) {
      const more = wait ? WAIT : {};
      const asked = await ask("POST", `/v1/apps/${app}/deployments`, more, { version, environment });
      ids.push(asked.id);
      if (hasEnded(asked) && asked.status !== "deployed") failed++;
      last = asked;
    }
    acceptedAt = performance.now();
    // They are written in the order in which they were asked for: one look a client, not one a deployment.
    while (last && !hasEnded(last)) last = await ask("GET", `/v1/deployments/${last.id}`, WAIT);
  };
  await Promise.all(Array.from({ length: clients }, work));
  for (const status of ["queued", "writing"])
    while ((await ask<List>("GET", `/v1/deployments?status=${status}&limit=1`)).items.length > 0);
  const ended = performance.now() - startedAt;
  agent.destroy();
  return { ids, failed, ended, accepted: acceptedAt - startedAt };
});

interface Deployment {
  id: string;
  status: string;
}

interface List {
  items: Deployment[];
}

const hasEnded = ({ status }: Deployment) => !["queued", "writing"].includes(status);

/** Rejects unless it is answered with a success. */
function send<Answer>(
  url: URL,
  options: { method: string; agent: Agent; headers: Record<string, string> },
  body?: object,
): Promise<Answer> {
  const { method, agent, headers } = options;
  const text = body && JSON.stringify(body);
  const sized =
    text === undefined ? {} : { "content-type": "application/json", "content-length": text.length };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent, headers: { ...headers, ...sized } }, (response) => {
      let answer = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
      response.on("error", reject).on("end", () => {
        const { statusCode = 0 } = response;
        if (statusCode === 200 || statusCode === 202) resolve(JSON.parse(answer) as Answer);
        else reject(new Error(`${method} ${url.href} was answered with ${statusCode}: ${answer}`));
      });
    });
    asked.on("error", reject).end(text);
  });
}
