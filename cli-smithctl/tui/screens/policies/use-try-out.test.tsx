import { Text } from "ink";
import { expect, test } from "vitest";
import type { PolicyMatches } from "../../../../generated/api.ts";
import { untilTheEnd } from "../../testing/events.ts";
import { fakeSession } from "../../testing/fake-session.ts";
import { renderTree } from "../../testing/render-tree.tsx";
import { useTryOut } from "./use-try-out.ts";

let change: (typed: string) => void;

function Trying({ session }: { session: Parameters<typeof useTryOut>[0] }) {
  const { start, prompt, tried } = useTryOut(session, "api-service");
  change = prompt?.change ?? start;
  return <Text>{`${prompt?.value ?? "closed"}: ${tried ? "answered" : "nothing"}`}</Text>;
}

test("the answer for one branch is not shown for the next", async () => {
  const answer: PolicyMatches = { matches: [], skipped: [] };
  const policyMatch = async ({ query }: { query?: { branch?: string } }) =>
    query?.branch === "main" ? answer : new Promise<PolicyMatches>(() => {});
  const { session } = fakeSession({ policyMatch }, untilTheEnd());
  const { until, press } = renderTree(<Trying session={session} />, {});
  await press("j");
  change("");
  await until(": nothing");
  change("main");
  await until("main: answered");
  change("mainly");
  expect(await until("mainly:")).toBe("mainly: nothing");
});
