/** Those that belong, and the others. */
export function partition<T>(all: readonly T[], belongs: (each: T) => boolean | undefined): [T[], T[]] {
  const answers = all.map((each) => belongs(each) === true);
  return [all.filter((_, index) => answers[index]), all.filter((_, index) => !answers[index])];
}
