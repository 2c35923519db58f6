/** Source: pkg/apis/core/validation, ValidateSecret. */
import { configKey } from "../formats/names.ts";
import {
  eachKey,
  isUnknown,
  invalid,
  map,
  required,
  text,
  type Check,
  type Fields,
  type Report,
  type RuleTable,
} from "./rule.ts";
import { entriesOf, SIZE_MAX, tooLarge, type Entry } from "./secret/data.ts";

const ACCOUNT = "kubernetes.io/service-account.name";

type OfType = (secret: Fields, entries: ReadonlyMap<string, Entry>, report: Report) => void;

/** Where a value that is missing would stand. */
const place = (secret: Fields) => (!map(secret, "data") && map(secret, "stringData") ? "stringData" : "data");

const missing = (secret: Fields, key: string, report: Report): void =>
  report(
    [place(secret), key],
    required(`A Secret of the type ${text(secret, "type")} needs \`${key}\`. Add it.`),
  );

const allOf =
  (...keys: string[]): OfType =>
  (secret, entries, report) => {
    for (const key of keys) if (!entries.has(key)) missing(secret, key, report);
  };

const oneOfBoth =
  (first: string, second: string): OfType =>
  (secret, entries, report) => {
    if (!entries.has(first) && !entries.has(second)) missing(secret, first, report);
  };

const notEmpty =
  (key: string): OfType =>
  (secret, entries, report) => {
    const entry = entries.get(key);
    if (!entry) missing(secret, key, report);
    else if (entry.bytes?.length === 0) report(entry.at, required(`\`${key}\` is empty. Fill it.`));
  };

const jsonIn =
  (key: string): OfType =>
  (secret, entries, report) => {
    const entry = entries.get(key);
    if (!entry) missing(secret, key, report);
    else if (entry.bytes && !isJsonObject(entry.bytes))
      report(
        entry.at,
        invalid("It is no object in JSON. Write it as `docker login` does.", "an object in JSON"),
      );
  };

/** As Go's encoding/json reads it, to which null is an object without fields. */
function isJsonObject(bytes: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"), withoutInfinity);
    return typeof value === "object" && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Numbers that are too large for 64 bits. */
function withoutInfinity(_: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("too large");
  return value;
}

const ofAccount: OfType = (secret, _, report) => {
  if (text(map(map(secret, "metadata"), "annotations"), ACCOUNT) === "")
    report(
      ["metadata", "annotations", ACCOUNT],
      required("A token needs this annotation with the name of its ServiceAccount. Add it."),
    );
};

const TYPES: Readonly<Record<string, OfType>> = {
  "kubernetes.io/service-account-token": ofAccount,
  "kubernetes.io/dockercfg": jsonIn(".dockercfg"),
  "kubernetes.io/dockerconfigjson": jsonIn(".dockerconfigjson"),
  "kubernetes.io/basic-auth": oneOfBoth("username", "password"),
  "kubernetes.io/ssh-auth": notEmpty("ssh-privatekey"),
  "kubernetes.io/tls": allOf("tls.crt", "tls.key"),
};

const keysOfType: Check<Fields> = (secret, report) => {
  const type = text(secret, "type");
  const entries = entriesOf(secret);
  if (!Object.hasOwn(TYPES, type) || [...entries.keys()].some(isUnknown)) return;
  TYPES[type]!(secret, entries, report);
};

const size: Check<Fields> = (secret, report) => {
  const bytes = [...entriesOf(secret).values()].reduce((sum, entry) => sum + (entry.bytes?.length ?? 0), 0);
  if (bytes > SIZE_MAX) report([], tooLarge("Secret", bytes));
};

export const secretRules: RuleTable = {
  "core/v1.Secret": {
    mirrors: "ValidateSecret",
    fields: { data: eachKey(configKey), stringData: eachKey(configKey) },
    whole: [keysOfType, size],
  },
};
