const units: [string, number][] = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
];

/** "3 min ago", or the date where it is more than 30 days away. What is no time stays as it is. */
export function relativeTime(time: string | undefined, now: number = Date.now()): string {
  if (time === undefined) return "";
  const then = Date.parse(time);
  if (Number.isNaN(then)) return time;
  const seconds = Math.round((now - then) / 1000);
  // Clocks differ by seconds: something that has happened is not "in 2 s".
  if (Math.abs(seconds) < 5 || (seconds < 0 && seconds > -60)) return "just now";
  if (Math.abs(seconds) > 30 * 86_400) return new Date(then).toISOString().slice(0, 10);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["s", 1];
  const amount = `${Math.floor(Math.abs(seconds) / size)} ${unit}`;
  return seconds < 0 ? `in ${amount}` : `${amount} ago`;
}
