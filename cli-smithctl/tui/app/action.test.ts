import { expect, test } from "vitest";
import { actionOf, footerActions, type Action } from "./action.ts";

const action = (key: string, given: Partial<Action> = {}): Action => ({
  keys: [key],
  title: key,
  run: () => {},
  ...given,
});

test("the first action that claims a key has it, possible or not", () => {
  const actions = [action("d", { unless: "no app is chosen" }), action("d"), action("r")];
  expect(actionOf(actions, "d")).toBe(actions[0]);
  expect(actionOf(actions, "x")).toBeUndefined();
});

test("the footer names what is possible before what is not, and at most six", () => {
  const named = ["a", "b", "c", "e", "f", "g", "h"].map((key) => action(key, { footer: key }));
  const impossible = action("d", { footer: "deploy", unless: "nothing is published" });
  const keysOf = (actions: Action[]) => footerActions(actions).flatMap(({ keys }) => keys);
  expect(keysOf([impossible, action("x"), ...named.slice(0, 3)])).toEqual(["a", "b", "c", "d"]);
  expect(keysOf([impossible, ...named])).toEqual(["a", "b", "c", "e", "f", "g"]);
});
