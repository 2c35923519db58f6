const TIME =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,](\d+))?(?:Z|[-+](?:[01]\d|2[0-4]):[0-5]\d)$/;

/** A time in RFC 3339 of a day that exists, as Go reads it. */
export const isTime = (text: string): boolean => isOnDay(TIME.exec(text));

/** The same with a fraction of six digits. Source: k8s.io/apimachinery, pkg/apis/meta/v1/micro_time.go. */
export const isMicroTime = (text: string): boolean => {
  const match = TIME.exec(text);
  return match?.[5]?.length === 6 && isOnDay(match);
};

function isOnDay(match: RegExpExecArray | null): boolean {
  if (!match) return false;
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
