import { pad, displayWidth } from "../../../../clients/terminal/width.ts";
import { age } from "../../text/age.ts";
import { longestThatFits } from "../../text/columns.ts";
import { ours, span, type Line, type Span } from "../../text/line.ts";
import { hasFailed, isBusy, type PlaceFacts } from "./place-facts.ts";

/** The marks of a place. Each says by its form what it says by its colour. */
const marks: { sign: string; role: Span["role"]; meaning: string; is: (facts: PlaceFacts) => boolean }[] = [
  { sign: "⠿", role: "accent", meaning: "a deployment is under way", is: isBusy },
  { sign: "✗", role: "bad", meaning: "the last deployment failed", is: hasFailed },
  {
    sign: "‖",
    role: "warning",
    meaning: "on hold: policies leave it alone",
    is: ({ hold }) => hold !== undefined,
  },
  {
    sign: "≠",
    role: "warning",
    meaning: "drifted: its folder was changed by hand",
    is: ({ running }) => running?.drifted === true,
  },
  {
    sign: "↑",
    role: "good",
    meaning: "a newer version is published",
    is: ({ newer }) => newer !== undefined,
  },
];

/** What the marks mean, for the help. */
export const legend: Line[] = marks.map(({ sign, role, meaning }) => [
  ours(`  ${sign}  `, role),
  ours(meaning),
]);

interface Style {
  now: number;
  /** What turns while something is under way. */
  spinner: string;
  /** How wide the versions above and below are. */
  versionWidth: number;
}

/** An app in an environment, in as many words as there is room for. */
export function cell(facts: PlaceFacts, width: number, { now, spinner, versionWidth }: Style): Line {
  const { running } = facts;
  const signs = marks
    .filter(({ is }) => is(facts))
    .map(({ sign, role, is }) => ours(is === isBusy ? spinner : sign, role));
  if (!running) return signs.length > 0 ? signs : [ours("·", "muted")];
  const { version, deployedAt, deployedBy } = running;
  const named = span(version);
  const marked = [ours(" "), ...signs];
  const aligned = [
    ours(pad(named.text, versionWidth)),
    ...marked,
    ours(" ".repeat(Math.max(0, 2 - signs.length))),
    ours(` ${age(deployedAt, now).padStart(3)}`, "muted"),
  ];
  return longestThatFits(
    [
      [...aligned, span(` ${deployedBy}`, "muted")],
      aligned,
      [named, ours(" "), ours(age(deployedAt, now), "muted"), ...(signs.length > 0 ? marked : [])],
      [named, ...(signs.length > 0 ? marked : [])],
      [...signs, ...(signs.length > 0 ? [ours(" ")] : []), named],
    ],
    width,
  );
}

/** How wide the versions of some places are, as far as they are to be lined up. */
export const versionWidthOf = (places: readonly PlaceFacts[]): number =>
  Math.max(0, ...places.map(({ running }) => Math.min(MOST_ALIGNED, displayWidth(running?.version ?? ""))));

const MOST_ALIGNED = 20;
