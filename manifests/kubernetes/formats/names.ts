/** The forms of names. Source: k8s.io/apimachinery, pkg/util/validation/validation.go. */
import { must, type Check } from "../rules/rule.ts";

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const WILDCARD_SUBDOMAIN = new RegExp(`^\\*\\.${LABEL}(\\.${LABEL})*$`);
const NAME_PART = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;

const LABEL_MAX = 63;
const SUBDOMAIN_MAX = 253;

export const isDnsLabel = (text: string) => text.length <= LABEL_MAX && DNS_LABEL.test(text);
export const isDns1035Label = (text: string) => text.length <= LABEL_MAX && DNS_1035_LABEL.test(text);
export const isDnsSubdomain = (text: string) => text.length <= SUBDOMAIN_MAX && DNS_SUBDOMAIN.test(text);
export const isWildcardSubdomain = (text: string) =>
  text.length <= SUBDOMAIN_MAX && WILDCARD_SUBDOMAIN.test(text);

/** `name` or `prefix.example.com/name`. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split("/");
  const name = parts.pop()!;
  if (parts.length > 1 || (parts.length === 1 && !isDnsSubdomain(parts[0]!))) return false;
  return name.length <= LABEL_MAX && NAME_PART.test(name);
}

export const isLabelValue = (text: string) =>
  text === "" || (text.length <= LABEL_MAX && NAME_PART.test(text));

/** A key of a ConfigMap or Secret. */
export const isConfigKey = (text: string) =>
  text.length <= SUBDOMAIN_MAX && CONFIG_KEY.test(text) && text !== "." && !text.startsWith("..");

/** What can be a step of a path in a URL. Source: pkg/api/validation/path. */
export const isPathSegment = (text: string) => text !== "." && text !== ".." && !/[/%]/.test(text);

/** An IANA service name, which a port may have. */
export const isPortName = (text: string) =>
  text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text);

/** Anything printable but `=`, as Kubernetes takes it since 1.34. */
export const isEnvVarName = (text: string) => /^[ -<>-~]+$/.test(text);

export const dnsLabel = must(
  isDnsLabel,
  "a name of lower-case letters, digits and `-`, beginning and ending with a letter or digit, at most 63 characters",
);
export const dns1035Label = must(
  isDns1035Label,
  "a name of lower-case letters, digits and `-`, beginning with a letter, at most 63 characters",
);
export const dnsSubdomain = must(
  isDnsSubdomain,
  "a name of lower-case letters, digits, `-` and `.`, each part beginning and ending with a letter or digit, at most 253 characters",
);
export const qualifiedName = must(
  isQualifiedName,
  "a name of letters, digits, `-`, `_` and `.`, at most 63 characters, or such a name after `example.com/`",
);
export const labelValue = must(
  isLabelValue,
  "a label's value: empty, or letters, digits, `-`, `_` and `.`, beginning and ending with a letter or digit, at most 63 characters",
);
export const configKey = must(
  isConfigKey,
  "a key of letters, digits, `-`, `_` and `.`, at most 253 characters",
);
export const pathSegment = must(isPathSegment, "a name without `/` and `%`");
export const portName = must(
  isPortName,
  "a port's name: lower-case letters, digits and `-`, with at least one letter, at most 15 characters",
);
export const envVarName = must(isEnvVarName, "a name of printable characters without `=`");

/** A name of at most so many characters. */
export const atMost = (characters: number): Check<string> =>
  must((text: string) => text.length <= characters, `a text of at most ${characters} characters`);
