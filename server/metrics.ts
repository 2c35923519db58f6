import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

/** What /metrics tells, in Prometheus' format. */
export function createMetrics(queue: () => Promise<{ length: number; oldest?: number }>) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: "smithd_queue_length",
    help: "Deployments that wait to be written.",
    registers,
    async collect() {
      this.set((await queue()).length);
    },
  });
  new Gauge({
    name: "smithd_queue_age_seconds",
    help: "How long the oldest of them has waited.",
    registers,
    async collect() {
      const { oldest } = await queue();
      this.set(oldest === undefined ? 0 : Math.max(0, (Date.now() - oldest) / 1000));
    },
  });
  return {
    registry,
    requestSeconds: new Histogram({
      name: "smithd_http_request_seconds",
      help: "Time to answer, by operation and status.",
      labelNames: ["operation", "status"],
      registers,
    }),
    eventStreams: new Gauge({
      name: "smithd_event_streams",
      help: "Event streams that are open.",
      registers,
    }),
    deployments: new Counter({
      name: "smithd_deployments_total",
      help: "Deployments that ended, by outcome.",
      labelNames: ["outcome"],
      registers,
    }),
    batchSize: new Histogram({
      name: "smithd_batch_size",
      help: "Deployments in a batch.",
      buckets: [1, 2, 5, 10, 20, 50, 100],
      registers,
    }),
    leaseChanges: new Counter({
      name: "smithd_writer_lease_changes_total",
      help: "How often this smithd became the one that writes to the GitOps repository.",
      registers,
    }),
    stepSeconds: new Histogram({
      name: "smithd_batch_step_seconds",
      help: "Time in each step of a batch: prepare, plan, build, store, push, confirm, record.",
      labelNames: ["step"],
      registers,
    }),
    exchangeSeconds: new Histogram({
      name: "smithd_gitops_exchange_seconds",
      help: "Time of each fetch and push, by how it ended: a push is accepted, outdated, refused, not-sent or unanswered.",
      labelNames: ["exchange", "outcome"],
      registers,
    }),
    batchSeconds: new Histogram({
      name: "smithd_batch_seconds",
      help: "Time to write a batch, from its claim to the last outcome.",
      registers,
    }),
  };
}
