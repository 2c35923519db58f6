import { expect, test } from "vitest";
import type { Connection } from "../data/feed.ts";
import { plainText } from "../text/line.ts";
import { statusLine } from "./connection-line.ts";

const trouble = { message: "", faults: [], isLogin: false };

test.each<[Connection, string]>([
  [{ kind: "connecting" }, "connecting …  work"],
  [{ kind: "live" }, "● live  work"],
  [{ kind: "polling" }, "○ every 5 s  work"],
  [{ kind: "lost", since: 10_000, trouble }, "✗ stale 12s, retrying  work"],
  [{ kind: "lost", since: 23_000, trouble }, "✗ stale 0s, retrying  work"],
  [{ kind: "lost", since: 10_000, trouble: { ...trouble, isLogin: true } }, "✗ key refused, K logs in  work"],
])("a connection that is %j is seen as %j", (connection, seen) => {
  expect(plainText(statusLine({ name: "work", isUnencrypted: false }, connection, 22_000))).toBe(seen);
});

test("a key that goes to smithd in the clear is seen at any time", () => {
  const session = { name: "work", isUnencrypted: true };
  expect(plainText(statusLine(session, { kind: "live" }, 0))).toBe("● live  work  unencrypted");
});
