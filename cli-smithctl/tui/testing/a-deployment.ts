import type { Deployment } from "../../../generated/api.ts";

export const NOON = "2026-11-30T12:00:00.000Z";

/** So many seconds before noon, which is when tests happen. */
export const before = (seconds: number): string => new Date(Date.parse(NOON) - seconds * 1000).toISOString();

/** A deployment that went well a minute ago, but for what is given. */
export function aDeployment(given: { [K in keyof Deployment]?: Deployment[K] | undefined } = {}): Deployment {
  return { ...wentWell, ...given } as Deployment;
}

const wentWell: Deployment = {
  id: "01940000-0000-7000-8000-000000000001",
  app: "api-service",
  version: "42540c4-123",
  environment: "staging",
  kind: "manual",
  status: "deployed",
  requestedBy: "ada",
  createdAt: before(61),
  startedAt: before(60),
  finishedAt: before(60),
  commit: "9f2c1e7d00000000000000000000000000000000",
  changed: true,
  timeline: [
    { step: "accepted", at: before(61) },
    { step: "claimed", at: before(60.98) },
    { step: "built", at: before(60.95) },
    { step: "pushed", at: before(60.4) },
    { step: "deployed", at: before(60) },
  ],
};
