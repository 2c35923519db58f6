/** The clock on the wall: "14:05:09". */
export const clockOf = (time: string): string => new Date(time).toTimeString().slice(0, 8);

/** "12 ms", "3.4 s", "2 min 5 s", "1 h 10 min": how long something took, in at most two units. */
export function durationOf(milliseconds: number): string {
  const ms = Math.max(0, Math.round(milliseconds));
  if (ms < 1000) return `${ms} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
