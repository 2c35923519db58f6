/** Source: pkg/apis/core/validation, ValidateConfigMap and ValidateServiceAccount. */
import { configKey } from "../formats/names.ts";
import { sizeOf, SIZE_MAX, tooLarge } from "./secret/data.ts";
import {
  all,
  eachKey,
  invalid,
  isUnknown,
  map,
  required,
  unique,
  type Check,
  type Fields,
  type RuleTable,
} from "./rule.ts";

const onePlace: Check<Fields> = (configMap, report) => {
  const binary = map(configMap, "binaryData") ?? {};
  for (const key of Object.keys(map(configMap, "data") ?? {}))
    if (Object.hasOwn(binary, key))
      report(["data", key], invalid("It is in binaryData, too. Remove one of them."));
};

const size: Check<Fields> = (configMap, report) => {
  const bytes = sizeOf(map(configMap, "data"), "utf8") + sizeOf(map(configMap, "binaryData"), "base64");
  if (bytes > SIZE_MAX) report([], tooLarge("ConfigMap", bytes));
};

const nameOf = (secret: Fields | null): string | undefined =>
  typeof secret?.["name"] === "string" && !isUnknown(secret["name"]) ? secret["name"] : undefined;

const secretNames: Check<readonly (Fields | null)[]> = unique<Fields | null>(nameOf, "the names of secrets");

/** Server-side apply finds the entries by their names, among which null is one. */
const namedSecrets: Check<readonly (Fields | null)[]> = (secrets, report) =>
  secrets.forEach((secret, index) => {
    if (secret?.["name"] === undefined)
      report([index, "name"], required("An entry of secrets needs a name. Add it."));
  });

export const configurationRules: RuleTable = {
  "core/v1.ConfigMap": {
    mirrors: "ValidateConfigMap",
    fields: { data: eachKey(configKey), binaryData: eachKey(configKey) },
    whole: [onePlace, size],
  },
  "core/v1.ServiceAccount": {
    mirrors: "the keys of its lists",
    fields: { secrets: all(namedSecrets, secretNames) },
  },
};
