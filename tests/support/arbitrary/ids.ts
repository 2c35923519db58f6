import fc from "fast-check";
import { words } from "./text.ts";

const usual = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,20}$/);
const ending = (end: string) => (id: string) => id + end;
const padded = (length: number) => (id: string) => id.padEnd(length, "a");

/** What turns an id into another that nearly is one, or nearly is the same. */
const changes: ((id: string) => string)[] = [
  (id) => id,
  (id) => id.toUpperCase(),
  (id) => id.toLowerCase(),
  ...[" ", "\n", "\0", "\u212a", "\u0131", "\u{1d7d8}", "\ud800", "\u202e"].map(ending),
  ...words(`.lock .LOCK .lock.lock .locks . .. ..a - + / /a %2f é ß \\ " ' ~ ^ : @{ #`).map(ending),
  ...words(". .. - _ + / ../ @ %20 refs/").map((start) => (id: string) => start + id),
  ...[127, 128, 129, 256, 257].map(padded),
  ...[123, 124].map((length) => (id: string) => `${padded(length)(id)}.lock`),
  (id) => `${padded(123)(id)}.lock.more`,
];

/** Ids, nearly ids and anything at all. */
export const anyIds = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.tuple(usual, fc.constantFrom(...changes)).map(([id, change]) => change(id)),
);

/** Ids that the design allows, at any length. */
export const goodIds = fc
  .oneof(usual, fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/), usual.map(padded(128)))
  .filter((id) => !id.includes("..") && !/\.(lock)?$/i.test(id));
