/** Text within a bound of the contract; what is cut off shows as `…`. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;
