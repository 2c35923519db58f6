interface Kept<T> {
  basis: string;
  value: Promise<T>;
  weight: number;
}

/**
 * Keeps what was made, and gives it again while that of which it was made is unchanged. Whoever asks for something that is
 * being made waits for it. What was not asked for the longest goes where all weigh more than `limit` together.
 */
export function keepUnchanged<T>(limit: number, weigh: (value: T) => number) {
  const all = new Map<string, Kept<T>>();
  let held = 0;
  const drop = (key: string) => {
    held -= all.get(key)?.weight ?? 0;
    all.delete(key);
  };
  const put = (key: string, kept: Kept<T>) => {
    drop(key);
    all.set(key, kept);
    held += kept.weight;
  };
  const settle = (key: string, kept: Kept<T>, weight: number | undefined) => {
    // Otherwise one that is made of something newer has taken its place.
    if (all.get(key) !== kept) return;
    drop(key);
    if (weight !== undefined) put(key, Object.assign(kept, { weight }));
    for (const oldest of all.keys()) {
      if (held <= limit) break;
      drop(oldest);
    }
  };
  /** `basis` says what is made of; it has to be read before the call, so that nothing is older than it says. */
  return (key: string, basis: string, make: () => Promise<T>): Promise<T> => {
    const known = all.get(key);
    const kept = known?.basis === basis ? known : { basis, value: make(), weight: 0 };
    put(key, kept);
    if (kept !== known)
      kept.value.then(
        (value) => settle(key, kept, weigh(value)),
        () => settle(key, kept, undefined),
      );
    return kept.value;
  };
}
