type Present<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** A row's null is an absent property everywhere else. Made for every row that is read, so without lists in between. */
export function present<T extends object>(row: T): Present<T> {
  const kept: Partial<T> = {};
  for (const key in row) if (row[key] !== null) kept[key] = row[key];
  return kept as unknown as Present<T>;
}
