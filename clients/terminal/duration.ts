import { UsageError } from "../errors.ts";

const milliseconds: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of "90s", "5m" or "1h30m", at most 24 hours. Throws UsageError, naming the flag. */
export function parseDuration(text: string, flag: string): number {
  const parts = [...text.matchAll(/(\d{1,9})(ms|s|m|h)/g)];
  const total = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (milliseconds[unit ?? ""] ?? 0),
    0,
  );
  if (parts.map(([part]) => part).join("") !== text || total <= 0 || total > 24 * 3_600_000) {
    throw new UsageError(`${flag} needs a duration such as 90s, 5m or 1h30m, up to 24h.`);
  }
  return total;
}
