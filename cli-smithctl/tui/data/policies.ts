import { collectPages } from "../../../clients/pages.ts";
import type { Policy, PolicyDefinition, PolicyMatches } from "../../../generated/api.ts";
import { keepReading } from "./keep-current.ts";
import { incomplete, refusalOf, type Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

export interface Policies {
  policies?: readonly Policy[];
  trouble?: Trouble;
}

/** The policies of an app, by name. */
export const policyStates = (
  { client, feed }: Session,
  app: string,
  signal: AbortSignal,
): AsyncGenerator<Policies> => {
  async function* read() {
    const { items } = await collectPages((query) => client.policyList({ path: { app }, query }), Infinity);
    yield { policies: items.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
  }
  return keepReading<Policies>(feed, signal, {
    initial: {},
    read,
    concerns: (event) => event.policy !== undefined && event.app === app,
  });
};

export interface PolicyDraft extends Required<PolicyDefinition> {
  name: string;
}

/** Adds a policy, or replaces the one that was seen. Returns why that was not possible. */
export async function savePolicy(
  { client }: Session,
  app: string,
  { name, ...body }: PolicyDraft,
  seen: Policy | undefined,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  if (name === "") return incomplete({ name: "A policy needs a name." });
  if (body.branches.length + body.tags.length === 0)
    return incomplete({ branches: "Without a pattern nothing would match. Add a branch, or a tag below." });
  try {
    const header = seen ? { "If-Match": seen.etag } : { "If-None-Match": "*" as const };
    await client.policyPut({ path: { app, policy: name }, header, body, signal });
    return undefined;
  } catch (error) {
    return refusalOf(error);
  }
}

/** Deletes the policy as it was seen. Returns why that was not possible. */
export async function deletePolicy(
  { client }: Session,
  { app, name, etag }: Policy,
): Promise<Trouble | undefined> {
  try {
    await client.policyDelete({ path: { app, policy: name }, header: { "If-Match": etag } });
    return undefined;
  } catch (error) {
    return troubleOf(error);
  }
}

export type TriedOut = { matches: PolicyMatches } | { trouble: Trouble };

/** Milliseconds without a key before smithd is asked. */
const TYPING = 150;

/** Where a branch or a tag would be deployed by itself, once nobody types any more. */
export async function* tryOut(
  { client }: Session,
  app: string,
  origin: { branch: string } | { tag: string },
  signal: AbortSignal,
): AsyncGenerator<TriedOut> {
  await new Promise((resolve) => setTimeout(resolve, TYPING));
  if (signal.aborted) return;
  try {
    yield { matches: await client.policyMatch({ path: { app }, query: origin }) };
  } catch (error) {
    yield { trouble: troubleOf(error) };
  }
}
