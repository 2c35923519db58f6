/** Schedules as Kubernetes reads them. Source: github.com/robfig/cron, parser.go; pkg/apis/batch/validation, validateScheduleFormat. */
import { invalid, quote, type Check } from "../rules/rule.ts";

interface Place {
  what: string;
  least: number;
  most: number;
  names?: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const PLACES: readonly Place[] = [
  { what: "minute", least: 0, most: 59 },
  { what: "hour", least: 0, most: 23 },
  { what: "day of the month", least: 1, most: 31 },
  { what: "month", least: 1, most: 12, names: MONTHS },
  { what: "day of the week", least: 0, most: 6, names: DAYS },
];

const DESCRIPTORS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

const EXPECTED = "five fields, such as `0 3 * * *`, or @daily and the like";

export const cronSchedule: Check<string> = (schedule, report) => {
  const why = faultOf(schedule);
  if (why !== undefined) report([], invalid(`${quote(schedule)} is no schedule: ${why}`, EXPECTED));
};

/** What is wrong with a schedule, as a sentence. */
function faultOf(schedule: string): string | undefined {
  if (schedule.includes("TZ")) return "a time zone belongs into `timeZone`.";
  if (schedule.startsWith("@")) return descriptor(schedule);
  const fields = schedule.split(/\s+/).filter((field) => field !== "");
  if (fields.length !== PLACES.length) return `it has ${fields.length} fields, and needs ${PLACES.length}.`;
  return PLACES.map((place, index) => faultOfField(fields[index]!, place)).find(
    (fault) => fault !== undefined,
  );
}

function descriptor(schedule: string): string | undefined {
  if (DESCRIPTORS.includes(schedule)) return undefined;
  const [, duration] = /^@every (.*)$/s.exec(schedule) ?? [];
  if (duration === undefined) return `there are ${DESCRIPTORS.join(", ")} and @every with a duration.`;
  return isDuration(duration) ? undefined : "after @every comes a duration such as 1h30m.";
}

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** Source: Go's time.ParseDuration; it holds 292 years. */
function isDuration(text: string): boolean {
  const parts = text.replace(/^[-+]/, "");
  if (parts === "0") return true;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(parts)) return false;
  const total = [...parts.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * NANOSECONDS[unit!]!,
    0,
  );
  return total <= 2 ** 63;
}

/** A list of ranges; empty ones do not count. */
const faultOfField = (field: string, place: Place): string | undefined =>
  field
    .split(",")
    .filter((range) => range !== "")
    .map((range) => faultOfRange(range, place))
    .find((fault) => fault !== undefined);

/** `*`, `5`, `1-5`, each with a step after a slash. */
function faultOfRange(range: string, place: Place): string | undefined {
  const { what, least, most } = place;
  const [limits = "", step, ...moreSteps] = range.split("/");
  const [first = "", last, ...moreLimits] = limits.split("-");
  const isAll = first === "*" || first === "?";
  const from = isAll ? least : numberOf(first, place);
  const to = isAll ? most : last === undefined ? from : numberOf(last, place);
  if (from === undefined || to === undefined || (!isAll && moreLimits.length > 0) || moreSteps.length > 0)
    return `\`${range}\` is no ${what}.`;
  if (from < least || to > most) return `the ${what} in \`${range}\` must be from ${least} to ${most}.`;
  if (from > to) return `\`${range}\` ends before it begins.`;
  if (step !== undefined && !(numberOf(step)! > 0)) return `the step in \`${range}\` must be at least 1.`;
  return undefined;
}

function numberOf(text: string, place?: Place): number | undefined {
  const index = place?.names?.indexOf(text.toLowerCase()) ?? -1;
  if (index >= 0) return index + place!.least;
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}
