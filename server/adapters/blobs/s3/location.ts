/** Where a bucket is, and how its objects are addressed. */
export interface S3Location {
  bucket: string;
  /** What every key starts with; empty, or ending in a slash. */
  prefix: string;
  region: string;
  /** Where smithd reaches it, such as https://s3.eu-central-1.amazonaws.com. */
  endpoint: string;
  /** Where those who upload reach it; signed URLs name this host. */
  publicEndpoint: string;
  /** Whether the bucket is the first segment of the path; else it is the first label of the host. */
  pathStyle: boolean;
}

/** What a signer and a transport need to know of one URL. */
export interface Address {
  protocol: string;
  hostname: string;
  port?: number;
  /** Percent-encoded. */
  path: string;
}

/** Of the bucket itself without a key. */
export function addressOf(
  { bucket, prefix, endpoint, publicEndpoint, pathStyle }: S3Location,
  key?: string,
  audience: "smithd" | "public" = "smithd",
): Address {
  const base = new URL(audience === "public" ? publicEndpoint : endpoint);
  const segments = [
    ...base.pathname.split("/").filter((segment) => segment !== ""),
    ...(pathStyle ? [bucket] : []),
    ...(key === undefined ? [] : (prefix + key).split("/").map(escaped)),
  ];
  return {
    protocol: base.protocol,
    hostname: pathStyle ? base.hostname : `${bucket}.${base.hostname}`,
    ...(base.port !== "" && { port: Number(base.port) }),
    path: `/${segments.join("/")}`,
  };
}

/** The Host header: without the port where it is the scheme's own. */
export const hostOf = ({ hostname, port }: Address) =>
  port === undefined ? hostname : `${hostname}:${port}`;

/** As AWS signs it: everything but letters, digits and - . _ ~. */
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export function urlOf(address: Address, query: Record<string, string> = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
  const tail = pairs.length > 0 ? `?${pairs.join("&")}` : "";
  return `${address.protocol}//${hostOf(address)}${address.path}${tail}`;
}
