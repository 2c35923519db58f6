import { createHash } from "node:crypto";
import fc from "fast-check";
import { encodedBy, hands, plainHand, writtenBy, type Hand } from "./handwriting.ts";
import { hostileText, plainLine, words } from "./text.ts";

interface Facts {
  git: unknown;
  build?: unknown;
  date?: unknown;
}

/** A version.yml but for the app and the version that it is of. */
export interface VersionFilePlan {
  facts: Facts;
  hand: Hand;
  /** What is put into the text, where (in thousandths) and in the place of how many characters. */
  slip?: [text: string, at: number, instead: number] | undefined;
}

const sha = fc
  .tuple(fc.string(), fc.constantFrom("sha1", "sha256"))
  .map(([seed, algorithm]) => createHash(algorithm).update(seed).digest("hex"));

const two = (number: number) => String(number).padStart(2, "0");
const date = fc
  .tuple(
    fc.date({ min: new Date("1970-01-01"), max: new Date("9998-12-31"), noInvalidDate: true }),
    fc.constantFrom("", ".5", ".123456789"),
    fc.oneof(
      fc.constant("Z"),
      fc
        .tuple(fc.constantFrom("+", "-"), fc.nat(23), fc.nat(59))
        .map(([sign, h, m]) => `${sign}${two(h)}:${two(m)}`),
    ),
  )
  .map(([time, fraction, zone]) => time.toISOString().replace(/\.\d+Z$/, fraction + zone));

const line = (max: number) =>
  fc.oneof({ weight: 4, arbitrary: plainLine(max) }, { weight: 1, arbitrary: fc.constant("m".repeat(max)) });
const lines = fc
  .array(fc.oneof(plainLine(80), fc.constant("")), { minLength: 1, maxLength: 4 })
  .map((all) => all.join("\n"));
const url = fc.webUrl({ validSchemes: ["http", "https"], withFragments: true, withQueryParameters: true });
const some = { requiredKeys: [] as [] };

const goodFacts: fc.Arbitrary<Facts> = fc
  .tuple(
    fc.record({ sha, committer: line(320) }),
    fc.oneof(fc.record({ branch: line(255) }), fc.record({ tag: line(255) })),
    fc.record(
      { message: fc.oneof(lines, fc.constant("m".repeat(4000)), fc.constant("")), pullRequest: line(64) },
      some,
    ),
    fc.record({ build: fc.record({ number: line(128), url }, some) }, some),
    date,
  )
  .map(([commit, origin, more, build, time]) => ({
    git: { ...commit, ...origin, ...more },
    ...build,
    date: time,
  }));

/** Within every bound that the contract gives. */
export const goodVersionFiles: fc.Arbitrary<VersionFilePlan> = fc.record({ facts: goodFacts, hand: hands });

const badDate = fc.constantFrom(
  "2026-11-23 10:15:00Z",
  ...words(`
    2026-02-30T10:15:00Z 2026-02-29T10:15:00Z 2026-04-31T00:00:00+02:00 2026-13-01T00:00:00Z 2026-11-23T24:00:00Z
    2026-06-30T23:59:60Z 2016-12-31T23:59:60Z 2026-11-23T10:15:00 2026-11-23 2026-11-23t10:15:00z 0000-00-00T00:00:00Z
    2026-11-23T10:15:00+99:99 2026-11-23T10:15:00-00:00 2026-11-23T10:15:00+24:00 0000-01-01T00:00:00Z
    9999-12-31T23:59:59-23:59 0001-01-01T00:00:00+23:59
  `),
);

const badValue = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  {
    weight: 3,
    arbitrary: fc.constantFrom("a\0b", "\ud800", "\x1b[2J", "a\nb", "a\u2028b", "\ufeff", " ", " a "),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "a".repeat(5000), "http://a b", ...words("http:// ftp://a javascript:a")),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>([], ["a"], {}, { a: "b" }) },
);

const fields = words("sha branch tag committer message message pullRequest").map((name) => ["git", name]);
/** A place, and what is put there whatever it takes. */
const fault = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...fields), badValue) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom<string[]>(["build", "number"], ["build", "url"], ["build"], ["git"]),
      badValue,
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant<string[]>(["date"]), fc.oneof(badValue, badDate)) },
);

function withFault(facts: Facts, [[first, second], value]: [place: string[], unknown]): Facts {
  const inner = facts[first as keyof Facts] as object | undefined;
  return { ...facts, [first!]: second === undefined ? value : { ...inner, [second]: value } };
}

const pieces = fc.constantFrom(
  ...words(`| : # " ' { } [ &a *a ! \\ é ... `),
  ...["\t", "\n", "\n\n", "? ", "- ", "a: b", "\n  ", "\n---\n", "%YAML 1.1\n", "\0", "\ufffd"],
);
const slips = fc.tuple(fc.oneof(hostileText, pieces), fc.nat(1000), fc.nat(3));

/** Nearly good ones, and worse. */
export const anyVersionFiles: fc.Arbitrary<VersionFilePlan> = fc
  .record({
    facts: goodFacts,
    faults: fc.array(fault, { maxLength: 2 }),
    hand: hands,
    slip: fc.option(slips, { nil: undefined, freq: 1 }),
  })
  .map(({ facts, faults, ...rest }) => ({ facts: faults.reduce(withFault, facts), ...rest }));

/** One with nothing odd about it but what stands in one place. */
export function versionFileWith(place: string[], value: unknown): VersionFilePlan {
  const git = { sha: "0".repeat(40), branch: "main", committer: "Ada Lovelace <ada@example.com>" };
  return { facts: withFault({ git, date: "2026-11-23T10:15:00Z" }, [place, value]), hand: plainHand };
}

/** The bytes of a version.yml. */
export function versionFileOf(
  { facts, hand, slip }: VersionFilePlan,
  version: { app: string; id: string },
): Uint8Array {
  const text = writtenBy(hand, { app: version.app, version: version.id, ...facts });
  return encodedBy(hand, slipped(text, slip));
}

function slipped(text: string, slip: VersionFilePlan["slip"]): string {
  if (!slip) return text;
  const [put, thousandths, instead] = slip;
  const at = Math.floor((text.length * thousandths) / 1000);
  return text.slice(0, at) + put + text.slice(at + instead);
}
