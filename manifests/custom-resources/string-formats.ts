/**
 * The formats of text that a definition may ask for. Source: k8s.io/kube-openapi, pkg/validation/strfmt, and those of
 * apiextensions-apiserver, pkg/apiserver/validation/formats.go; others, and those of money and people, are not checked.
 */
import { isIPv6 } from "node:net";
import { isDnsLabel, isDnsSubdomain } from "../kubernetes/formats/names.ts";
import { isTime } from "../kubernetes/formats/time.ts";

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  byte: (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text),
  cidr: isCidr,
  date: (text) => isTime(`${text}T00:00:00Z`),
  datetime: isTime,
  duration: isDuration,
  email: (text) => /^(?:[^<>@]*<)?[^\s<>@,]+@[^\s<>@,]+>?$/.test(text.trim()),
  hexcolor: (text) => /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  hostname: (text) =>
    text.length <= 255 && HOSTNAME.test(text) && text.split(".").every(({ length }) => length <= 63),
  ipv4: isDottedQuad,
  ipv6: isIPv6,
  k8slongname: isDnsSubdomain,
  k8sshortname: isDnsLabel,
  mac: (text) => /^[0-9a-f]{2}([-:])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}(?:(?:\1[0-9a-f]{2}){2})?$/i.test(text),
  uri: (text) => text.startsWith("/") || (/^[a-z][a-z0-9+.-]*:./i.test(text) && !/\s/.test(text)),
  uuid: uuid("[0-9a-f]", "[0-9a-f]"),
  uuid3: uuid("3", "[0-9a-f]"),
  uuid4: uuid("4", "[89ab]"),
  uuid5: uuid("5", "[89ab]"),
};

/** Whether a text is of a format; true for formats that nobody checks. Dashes in their names do not count. */
export function isOfFormat(format: string, text: string): boolean {
  const name = format.replaceAll("-", "");
  return !Object.hasOwn(FORMATS, name) || FORMATS[name]!(text);
}

const LETTER = "[a-zA-Z0-9\\p{S}\\p{L}]";
const HOSTNAME = new RegExp(
  `^(?:${LETTER}(?:-?${LETTER}{0,62})?|(?:${LETTER}(?:[a-zA-Z0-9\\-\\p{S}\\p{L}]{0,61}${LETTER})?\\.)+[a-zA-Z\\p{L}]{2,63})$`,
  "u",
);

/** Unlike Node, Go's parser for this format takes leading zeros. */
function isDottedQuad(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split(".").every((part) => Number(part) <= 255);
}

function isCidr(text: string): boolean {
  const [, address = "", prefix = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  return (isDottedQuad(address) && Number(prefix) <= 32) || (isIPv6(address) && Number(prefix) <= 128);
}

/** `1h30m` as Go writes it, or `5 minutes` somewhere in it. */
function isDuration(text: string): boolean {
  if (/^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text)) return true;
  return /\d+\s*(?:ns|nano\w*|us|µs|micro\w*|ms|milli\w*|s|sec\w*|m|min\w*|h|hr|hour\w*|d|day\w*|w|wk|week\w*)(?![A-Za-zµ])/i.test(
    text,
  );
}

function uuid(version: string, variant: string): (text: string) => boolean {
  const pattern = `^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`;
  const expression = new RegExp(pattern, "i");
  return (text) => expression.test(text);
}
