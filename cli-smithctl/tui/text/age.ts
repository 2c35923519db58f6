const units: [string, number][] = [
  ["y", 365 * 86_400],
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
];

/** "3h": how long ago, in one unit; "now" below five seconds, also where clocks differ. Empty for what is no time. */
export function age(time: string | undefined, now: number): string {
  const seconds = Math.round((now - Date.parse(time ?? "")) / 1000);
  if (Number.isNaN(seconds)) return "";
  if (seconds < 5) return "now";
  const [unit, length] = units.find(([, size]) => seconds >= size)!;
  return `${Math.floor(seconds / length)}${unit}`;
}
