/** The value that a share (0 to 1) of the samples does not exceed, by nearest rank: always one that was measured. */
export function quantile(samples: number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error("There are no samples.");
  return value;
}

export const median = (samples: number[]) => quantile(samples, 0.5);
