import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createValidator } from "../../manifests/index.ts";
import { versionOf } from "../support/to-validate.ts";

/** How long to go on; ten minutes by hand. */
const SECONDS = Number(process.env["FUZZ_SECONDS"] ?? 5);
/** Mebibytes: garbage and compiled code come and go, and what stays would add up. */
const GROWTH = 300;

const validator = createValidator();
afterAll(() => validator.close());

const times = (text: string, count: number) =>
  text.repeat(Math.min(count, Math.ceil(1_000_000 / text.length)));

/** Deep, wide, aliases, cycles, huge scalars and keys, odd encodings, and pieces of all of them. */
const pieces = fc.oneof(
  fc.constantFrom(
    "- ",
    "? ",
    "[",
    "{a: ",
    "&a ",
    "*a ",
    "!a ",
    "<<: *a\n",
    "a: &a [*a]\n",
    "--- ",
    "...\n",
    "%YAML 1.1\n",
    "a: |\n",
    "a: >\n",
  ),
  fc.constantFrom(
    "\t",
    "\r\n",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "\0",
    "\ud800",
    "\u{1f40e}",
    '"',
    "'",
    "\\",
    "#",
    ":",
    ": ",
    ",",
    "]",
    "}",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "apiVersion: v1\n",
    "kind: ConfigMap\n",
    "metadata: {name: a}\n",
    "kind: CustomResourceDefinition\n",
    "data:\n  a: b\n",
    "sops: {}\n",
  ),
);
const repeated = fc
  .tuple(pieces, fc.oneof(fc.nat(20), fc.nat(100_000)))
  .map(([piece, count]) => times(piece, count));
const texts = fc
  .array(repeated, { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join("").slice(0, 1_000_000));
const files = fc.oneof(
  texts.map((text) => Buffer.from(text)),
  texts.map((text) => Buffer.from(`\ufeff${text}`, "utf16le")),
  fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
);

test(
  `whatever a file holds, it is judged, for ${SECONDS} s of trying`,
  async () => {
    const judge = (bytes: Buffer, path: string) => validator.validate(versionOf({ [path]: bytes }));
    let before: number | undefined;
    let judged = 0;
    const end = performance.now() + SECONDS * 1000;
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.constantFrom("a.yaml", "kustomization.yaml", "a.json"),
        async (bytes, path) => {
          if (performance.now() > end) return;
          const verdict = await judge(bytes, path);
          expect(Array.isArray(verdict.violations)).toBe(true);
          if (++judged === 50) before = process.memoryUsage.rss();
        },
      ),
      {
        numRuns: Number.MAX_SAFE_INTEGER,
        interruptAfterTimeLimit: SECONDS * 1000,
        markInterruptAsFailure: false,
      },
    );
    const { violations } = await judge(
      Buffer.from("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n"),
      "a.yaml",
    );
    expect(violations).toEqual([]);
    expect(judged).toBeGreaterThan(0);
    if (before !== undefined) expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(GROWTH);
    if (SECONDS > 60) console.log(`${judged} files were judged`);
  },
  SECONDS * 1000 + 60_000,
);
