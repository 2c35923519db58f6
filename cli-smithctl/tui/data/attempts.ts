const FIRST_AFTER = 3000;
const LONGEST = 30_000;

/** Milliseconds before what could not be read so many times is read again. */
export const retryAfter = (failures: number): number => Math.min(FIRST_AFTER * 2 ** (failures - 1), LONGEST);

/** The attempts of one reader. After a failure `again` is called, later each time, unless it is attempted before that. */
export interface Attempts {
  begin: () => void;
  succeeded: () => void;
  failed: () => void;
}

export function createAttempts(again: () => void): Attempts {
  let failures = 0;
  let next: NodeJS.Timeout | undefined;
  return {
    begin: () => clearTimeout(next),
    succeeded: () => void (failures = 0),
    failed() {
      clearTimeout(next);
      next = setTimeout(again, retryAfter(++failures)).unref();
    },
  };
}
