import { expect, test } from "vitest";
import { plainText } from "../text/line.ts";
import { actionLine, keysWidth } from "./action-line.ts";

const down = { keys: ["j", "down"], title: "down", run: () => {} };
const deploy = { keys: ["d"], title: "deploy", unless: "no app is chosen", run: () => {} };

test("keys are lined up, and what is not possible is greyed and says why", () => {
  const width = keysWidth([down, deploy]);
  expect(plainText(actionLine(down, width))).toBe("j ↓  down");
  expect(plainText(actionLine(deploy, width))).toBe("d    deploy (no app is chosen)");
  expect(actionLine(deploy, width).map(({ role }) => role)).toEqual(["muted", undefined]);
});
