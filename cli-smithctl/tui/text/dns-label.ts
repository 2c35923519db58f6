const LONGEST = 63;

/** Why this cannot be a name in Kubernetes (RFC 1123), with what could be meant; undefined where it can, or is empty. */
export function labelFault(name: string): string | undefined {
  if (name === "" || (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) && name.length <= LONGEST))
    return undefined;
  const corrected = labelOf(name);
  const rule = `Only a–z, 0–9 and - between them, at most ${LONGEST}`;
  return corrected === "" ? `${rule}.` : `${rule}: ${corrected}`;
}

/** The nearest name that is possible; empty where nothing is left. */
export const labelOf = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, LONGEST)
    .replace(/-+$/, "");

/** The same for several fields, with those left out that can be so. */
export function labelFaults(names: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const faults = Object.entries(names).map(([field, name = ""]) => [field, labelFault(name)] as const);
  return Object.fromEntries(
    faults.flatMap(([field, fault]) => (fault === undefined ? [] : [[field, fault]])),
  );
}
