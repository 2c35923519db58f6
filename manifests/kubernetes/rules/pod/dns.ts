/** Source: pkg/apis/core/validation/validation.go, validatePodDNSConfig, ValidateHostAliases, validatePodHostName. */
import { ipAddress } from "../../formats/addresses.ts";
import { dnsLabel, dnsSubdomain, isDnsSubdomain } from "../../formats/names.ts";
import {
  all,
  each,
  forbidden,
  has,
  invalid,
  isUnknown,
  judge,
  list,
  map,
  must,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type Report,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";

const NAMESERVERS_MAX = 3;
const SEARCHES_MAX = 32;
const SEARCH_CHARACTERS_MAX = 2048;
const HOSTNAME_MAX = 64;

const nameservers: Check<readonly string[]> = (servers, report) => {
  if (servers.length > NAMESERVERS_MAX)
    report([], invalid(`There are ${servers.length} name servers, and ${NAMESERVERS_MAX} are allowed.`));
  each(ipAddress)(servers, report);
};

const UNDERSCORED = "[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?";

const search = must(
  (domain: string) =>
    domain === "." ||
    isDnsSubdomain(domain.replace(/\.$/, "")) ||
    (domain.length <= 254 && new RegExp(`^${UNDERSCORED}(\\.${UNDERSCORED})*\\.?$`).test(domain)),
  "a domain, such as example.com",
);

const searches: Check<readonly string[]> = (domains, report) => {
  const characters = domains.join(" ").length;
  if (domains.length > SEARCHES_MAX)
    report([], invalid(`There are ${domains.length} domains, and ${SEARCHES_MAX} are allowed.`));
  if (characters > SEARCH_CHARACTERS_MAX)
    report(
      [],
      invalid(`They have ${characters} characters together, and ${SEARCH_CHARACTERS_MAX} are allowed.`),
    );
  each(search)(domains, report);
};

const optionNamed: Check<Fields> = (option, report) => {
  if (text(option, "name") === "") report(["name"], required("The option has no name. Add it."));
};

/** Of a pod's spec: without the cluster's name servers it needs others. */
export const nameserversIfNone: Check<Fields> = (spec, report) => {
  if (text(spec, "dnsPolicy") !== "None") return;
  const config = map(spec, "dnsConfig");
  if (!config)
    report(["dnsConfig"], required("`dnsPolicy: None` needs a `dnsConfig` with a name server. Add it."));
  else if (list(config, "nameservers").length === 0)
    report(
      ["dnsConfig", "nameservers"],
      required("`dnsPolicy: None` needs at least one name server. Add it."),
    );
};

export const hostAliases: Check<readonly Fields[]> = unique(
  (alias: Fields) => text(alias, "ip"),
  "the addresses of `hostAliases`",
  (index) => [index, "ip"],
);

export const hostnameOverride: Check<string> = all(
  dnsSubdomain,
  must((name: string) => name.length <= HOSTNAME_MAX, `a text of at most ${HOSTNAME_MAX} characters`),
);

/** Of a pod's spec. */
export const overridesHostname: Check<Fields> = (spec, report) => {
  if (!has(spec, "hostnameOverride")) return;
  for (const field of ["setHostnameAsFQDN", "hostNetwork"])
    if (spec[field] === true)
      report(
        ["hostnameOverride"],
        forbidden(`It cannot be together with \`${field}: true\`. Remove one of them.`),
      );
};

/** Of a pod's spec, but not in a StatefulSet, which sets them itself. */
export const hostNames = (spec: Fields, report: Report): void => {
  for (const field of ["hostname", "subdomain"])
    if (!isUnknown(spec[field])) judge(unlessEmpty(dnsLabel), spec[field], within(report, field));
};

export const dnsRules: RuleTable = {
  "core/v1.PodDNSConfig": { mirrors: "validatePodDNSConfig", fields: { nameservers, searches } },
  "core/v1.PodDNSConfigOption": { mirrors: "validatePodDNSConfig", whole: [optionNamed] },
  "core/v1.HostAlias": {
    mirrors: "ValidateHostAliases",
    fields: { ip: ipAddress, hostnames: each(dnsSubdomain) },
  },
};
