/**
 * Addresses and networks as Kubernetes 1.36 takes them. Source: k8s.io/apimachinery, pkg/util/validation/ip.go, with the
 * strict reading that is the default since then: no leading zeros, no IPv4 inside IPv6, no bits beyond the prefix.
 */
import { isIPv4, isIPv6 } from "node:net";
import { invalid, quote, type Check, type Report } from "../rules/rule.ts";

interface Address {
  family: 4 | 6;
  value: bigint;
}

interface Network extends Address {
  prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Reads an address; undefined for what is none, and for IPv4 inside IPv6 (`::ffff:10.1.2.3`). */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { family: 4, value: joined(text.split(".").map(BigInt), 8n) };
  if (!isIPv6(text) || text.includes("%")) return undefined;
  const value = joined(groupsOf(shortest(text)), 16n);
  return value >> 32n === 0xffffn ? undefined : { family: 6, value };
}

/** Reads a network such as `10.0.0.0/8`; undefined for what is none. */
export function parseNetwork(text: string): Network | undefined {
  const [, ip = "", digits = ""] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = parseAddress(ip);
  const prefix = Number(digits);
  if (!address || prefix > BITS[address.family]) return undefined;
  const beyond = BigInt(BITS[address.family] - prefix);
  return (address.value >> beyond) << beyond === address.value ? { ...address, prefix } : undefined;
}

/** Whether one network lies in another and is smaller. */
export const liesWithin = (inner: Network, outer: Network): boolean =>
  inner.family === outer.family &&
  inner.prefix > outer.prefix &&
  (inner.value ^ outer.value) >> BigInt(BITS[outer.family] - outer.prefix) === 0n;

/** IsValidIPForLegacyField. */
export const ipAddress: Check<string> = (text, report) => {
  if (!parseAddress(text)) report([], invalid(`${quote(text)} is no IP address.${hintOf(text)}`, AN_ADDRESS));
};

/** IsValidIP: the same in the form that Kubernetes would write. */
export const canonicalIpAddress: Check<string> = (text, report) => {
  ipAddress(text, report);
  if (parseAddress(text)) canonical(text, shortest(text), report);
};

/** IsValidCIDRForLegacyField. */
export const network: Check<string> = (text, report) => {
  if (!parseNetwork(text))
    report([], invalid(`${quote(text)} is no network.${hintOfNetwork(text)}`, A_NETWORK));
};

/** IsValidCIDR: the same in the form that Kubernetes would write. */
export const canonicalNetwork: Check<string> = (text, report) => {
  network(text, report);
  const [ip = "", prefix = ""] = text.split("/");
  if (parseNetwork(text)) canonical(text, `${shortest(ip)}/${prefix}`, report);
};

/** ValidateEndpointIP: addresses that mean something only on one host or one link. */
export const endpointAddress: Check<string> = (text, report) => {
  const address = parseAddress(text);
  if (!address) return ipAddress(text, report);
  const range = LOCAL_RANGES.find(({ within }) =>
    within.some((each) => contains(parseNetwork(each)!, address)),
  );
  if (range)
    report([], invalid(`${text} is ${range.what}, which nothing else can reach. Use another address.`));
};

const AN_ADDRESS = "an IP address, such as 10.9.8.7 or 2001:db8::ffff";
const A_NETWORK = "a network, such as 10.9.8.0/24 or 2001:db8::/64";

/** As text: few manifests need them, and reading them takes as long as reading some manifests. */
const LOCAL_RANGES = [
  { what: "the unspecified address", within: ["0.0.0.0/32", "::/128"] },
  { what: "a loopback address", within: ["127.0.0.0/8", "::1/128"] },
  { what: "a link-local address", within: ["169.254.0.0/16", "fe80::/10"] },
  {
    what: "a link-local multicast address",
    within: ["224.0.0.0/24", ...[..."0123456789abcdef"].map((flags) => `ff${flags}2::/16`)],
  },
];

const contains = (outer: Network, { family, value }: Address) =>
  family === outer.family && (value ^ outer.value) >> BigInt(BITS[family] - outer.prefix) === 0n;

function joined(parts: bigint[], bits: bigint): bigint {
  return parts.reduce((value, part) => (value << bits) | part, 0n);
}

/** The form of RFC 5952. The parser of URLs knows it. */
function shortest(ip: string): string {
  return isIPv6(ip) ? new URL(`http://[${ip}]`).hostname.slice(1, -1) : ip;
}

function groupsOf(ip: string): bigint[] {
  const [before = [], after = []] = ip
    .split("::")
    .map((part) => part.split(":").filter((group) => group !== ""));
  const missing = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...missing, ...after].map((group) => BigInt(`0x${group}`));
}

function canonical(text: string, wanted: string, report: Report): void {
  if (text !== wanted) report([], { ...invalid(`Write it as \`${wanted}\`.`, wanted), suggestion: wanted });
}

/** The rules that are easily overlooked. */
function hintOf(text: string): string {
  if (/^[\d./]+$/.test(text) && /(^|[./])0\d/.test(text)) return " Remove the leading zeros.";
  return /^::ffff:[\d.]+/i.test(text) ? " Write the IPv4 address by itself." : "";
}

function hintOfNetwork(text: string): string {
  const [ip = "", prefix] = text.split("/");
  const family = parseAddress(ip)?.family;
  if (family === undefined) return hintOf(text);
  if (prefix === undefined)
    return ` Add the length of its prefix: \`${ip}/${BITS[family]}\` is this address alone.`;
  return /^(0|[1-9]\d*)$/.test(prefix) && Number(prefix) <= BITS[family]
    ? " No bits of the address may be set beyond the length of its prefix."
    : hintOf(text);
}
