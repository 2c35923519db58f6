import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../../../clients/client.ts";
import { AnswerError, ConnectionError, ProblemError } from "../../../clients/problems.ts";
import type { Deployment } from "../../../generated/api.ts";
import { configMap, filesOf, publish } from "../../support/publish.ts";
import type { Chance } from "./chance.ts";
import type { Accepted, Evidence } from "./evidence.ts";
import { ENVIRONMENTS } from "./remote-repository.ts";
import { until } from "./until.ts";

/** What may be said of a request that came too early or too late. Anything else is a fault. */
const REFUSALS = ["rollback-impossible", "app-not-deployed"];
const FINAL = ["deployed", "failed", "superseded"];
const VERSIONS = ["v1", "v2", "v3"];

/** People and pipelines that ask for deployments, and remember what they were told. */
export interface Workload {
  accepted: Accepted[];
  /** Answers that nobody should get. */
  odd: string[];
  published: Evidence["published"];
  /** Registers apps and publishes three versions of each; some of their files come and go. */
  prepare(apps: number): Promise<void>;
  /** So many random requests, from a few clients at once. Resolves when each has an answer: lost ones are asked for again. */
  ask(requests: number): Promise<void>;
  askFor(request: Asked): Promise<Deployment | undefined>;
  /** Asks until `stop`; so many clients. */
  keepAsking(clients: number): { stop(): Promise<void> };
  /** Resolves when everything that was accepted has ended; what has not within so many seconds is left as it is. */
  settle(seconds?: number): Promise<void>;
  /** Looks at everything once more, when all is over. */
  lookAgain(): Promise<void>;
}

export interface Asked {
  kind: "deployment" | "rollback" | "removal";
  app: string;
  environment: string;
  version?: string;
  /** Whether whoever asks waits for the end, for a while. */
  waits?: boolean;
}

/** `clients` are those of the replicas that run, in no order; none while none does. */
export function createWorkload(clients: () => Client[], chance: Chance): Workload {
  const accepted: Accepted[] = [];
  const odd: string[] = [];
  const published: Evidence["published"] = new Map();
  const apps: string[] = [];
  /** Requests that were refused when their lost answer was asked for: the first may have been accepted after that. */
  const late: { asked: Asked; sentAt: number }[] = [];

  /** Repeats until there is an answer; only what may be repeated comes here. */
  const answered = async <T>(work: (client: Client) => Promise<T>, onLost = () => {}): Promise<T> => {
    const failures: string[] = [];
    return until(
      "an answer",
      async () => {
        const client = chance.pick(clients());
        if (!client) return undefined;
        try {
          return { answer: await work(client) };
        } catch (error) {
          if (!isTemporary(error)) throw error;
          if (error instanceof AnswerError && error.status === 500) odd.push(`500: ${error.message}`);
          failures.push((error as Error).message);
          onLost();
          await sleep(50);
          return undefined;
        }
      },
      90,
    ).then(
      ({ answer }) => answer,
      (error: unknown) => {
        if (error instanceof AnswerError || failures.length === 0) throw error;
        throw new Error(`${String(error)} The last failures: ${failures.slice(-3).join(" | ")}`, {
          cause: error,
        });
      },
    );
  };

  const askFor = async (asked: Asked): Promise<Deployment | undefined> => {
    const key = randomUUID();
    const sentAt = performance.now();
    let isLost = false;
    try {
      const deployment = await answered(
        (client) => send(client, asked, key),
        () => (isLost = true),
      );
      accepted.push({ deployment, sentAt, answeredAt: performance.now() });
      if (chance.happens(0.15)) await askAgain(asked, key, deployment);
      return deployment;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (!REFUSALS.includes(error.code))
        odd.push(`${asked.kind} of ${asked.app}: ${error.code}: ${error.detail}`);
      else if (isLost) late.push({ asked, sentAt });
      return undefined;
    }
  };
  const askAgain = async (asked: Asked, key: string, { id }: Deployment) => {
    const again = await answered((client) => send(client, asked, key));
    if (again.id !== id) odd.push(`The same Idempotency-Key made ${id} and then ${again.id}.`);
  };

  const random = (): Asked => ({
    app: chance.pick(apps)!,
    environment: chance.pick(ENVIRONMENTS)!,
    waits: chance.happens(0.2),
    ...(chance.happens(0.75)
      ? { kind: "deployment", version: chance.pick(VERSIONS)! }
      : { kind: chance.happens(0.5) ? "rollback" : "removal" }),
  });

  const findLate = async () => {
    for (const one of [...late]) {
      const { app, environment } = one.asked;
      const { items } = await answered((client) =>
        client.deploymentList({ query: { app, environment, limit: 100 } }),
      );
      const deployment = items.find(({ id }) => !accepted.some((other) => other.deployment.id === id));
      if (!deployment) continue;
      late.splice(late.indexOf(one), 1);
      accepted.push({ deployment, sentAt: one.sentAt, answeredAt: performance.now() });
    }
  };

  const view = ({ deployment: { id } }: Accepted) =>
    answered((client) => client.deploymentView({ path: { deployment: id } }));

  return {
    accepted,
    odd,
    published,
    askFor,
    async prepare(count) {
      for (let index = 0; index < count; index++) {
        const app = `app-${index}`;
        await answered((client) => client.appRegister({ body: { name: app, namespace: "shop" } }));
        for (const version of VERSIONS) {
          const source = { app, version, files: filesFor(app, version) };
          await answered((client) => publish(client, source));
          published.set(`${app} ${version}`, filesOf(source));
        }
        apps.push(app);
      }
    },
    async ask(requests) {
      let left = requests;
      const client = async () => {
        while (left-- > 0) await askFor(random());
      };
      await Promise.all([client(), client(), client()]);
    },
    keepAsking(count) {
      let goesOn = true;
      const client = async () => {
        while (goesOn) {
          await askFor(random());
          await sleep(chance.below(60));
        }
      };
      const all = Promise.all(Array.from({ length: count }, client));
      // Who stops it hears of what went wrong.
      all.catch(() => undefined);
      return {
        async stop() {
          goesOn = false;
          await all;
        },
      };
    },
    async settle(seconds = 90) {
      await findLate();
      const look = async () => {
        for (const one of accepted.filter(({ end }) => !end)) {
          const deployment = await view(one);
          if (!FINAL.includes(deployment.status)) return false;
          one.end = deployment;
        }
        return true;
      };
      // The checker says which have not.
      await until("everything ended", look, seconds).catch(() => undefined);
    },
    async lookAgain() {
      for (const one of accepted) one.last = await view(one);
    },
  };
}

const isTemporary = (error: unknown) =>
  error instanceof ConnectionError ||
  (error instanceof AnswerError && (error.status >= 500 || error.status === 429));

function send(
  client: Client,
  { kind, app, environment, version, waits }: Asked,
  key: string,
): Promise<Deployment> {
  const request = { path: { app }, header: { "Idempotency-Key": key, ...(waits && { Prefer: "wait=3" }) } };
  if (kind === "deployment")
    return client.deploymentCreate({ ...request, body: { version: version!, environment } });
  if (kind === "removal") return client.removalCreate({ ...request, body: { environment } });
  const to = version === undefined ? {} : { to: version };
  return client.rollbackCreate({ ...request, body: { environment, ...to } });
}

function filesFor(app: string, version: string): Record<string, string> {
  return {
    "config.yaml": configMap(app, version),
    [`only-in-${version}.yaml`]: configMap(`${app}-${version}`),
    ...(version === "v1" ? {} : { "more/config.yaml": configMap(`${app}-more`, version) }),
  };
}
