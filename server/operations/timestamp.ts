/** RFC 3339 in UTC, with milliseconds, from epoch milliseconds. */
export const timestamp = (time: number): string => new Date(time).toISOString();
