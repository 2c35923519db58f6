import { Text } from "ink";
import { expect, test, vi } from "vitest";
import { aProblem } from "../testing/a-problem.ts";
import { renderTree } from "../testing/render-tree.tsx";
import { useAnswer } from "./use-answer.ts";

const away = aProblem(503, "database-unavailable", "The database cannot be reached.");

function Asking({ ask }: { ask: () => Promise<string> }) {
  return <Text>{useAnswer(ask) ?? "unknown"}</Text>;
}

test("a question is asked until it is answered", async () => {
  const ask = vi.fn(async () => "staging").mockRejectedValueOnce(away);
  await renderTree(<Asking ask={ask} />, {}).until("staging");
  expect(ask).toHaveBeenCalledTimes(2);
});
