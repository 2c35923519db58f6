import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { Interrupted } from "../errors.ts";
import { ask, askHidden } from "./ask.ts";
import type { Streams } from "./output.ts";

/** A terminal on which this is typed at once. */
function terminal(typed: string) {
  let shown = "";
  const modes: boolean[] = [];
  const setRawMode = (mode: boolean) => void modes.push(mode);
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
  const stderr = { isTTY: true, write: (text: string) => (shown += text) };
  setImmediate(() => stdin.write(typed));
  return { streams: { stdin, stderr } as unknown as Streams, modes, shown: () => shown };
}

const never = new AbortController().signal;

test.each([
  ["dsm_key\r", "dsm_key"],
  [" dsm_key \n", "dsm_key"],
  ["dsx\x7fm_key\r", "dsm_key"],
  ["wrong\x15dsm_key\r", "dsm_key"],
  ["dsm_key\x04", "dsm_key"],
  ["\r", ""],
])("%j is heard as %j, and nothing of it is shown", async (typed, heard) => {
  const { streams, modes, shown } = terminal(typed);
  expect(await askHidden(streams, "Key: ", never)).toBe(heard);
  expect(shown()).toBe("Key: \n");
  expect(modes).toEqual([true, false]);
});

test("Ctrl-C and an interruption end the question, and the terminal is as it was", async () => {
  const pressed = terminal("dsm\x03");
  await expect(askHidden(pressed.streams, "Key: ", never)).rejects.toBeInstanceOf(Interrupted);
  expect(pressed.modes).toEqual([true, false]);
  const interrupt = new AbortController();
  const waiting = terminal("dsm");
  setTimeout(() => interrupt.abort(new Interrupted()), 20);
  await expect(askHidden(waiting.streams, "Key: ", interrupt.signal)).rejects.toBeInstanceOf(Interrupted);
  expect(waiting.modes).toEqual([true, false]);
});

test("a secret can be asked for after another question", async () => {
  const { streams } = terminal("https://smithd.example\n");
  expect(await ask(streams, "Where? ", never)).toBe("https://smithd.example");
  setImmediate(() => (streams.stdin as unknown as PassThrough).write("dsm_key\r"));
  expect(await askHidden(streams, "Key: ", never)).toBe("dsm_key");
});
