/** Source: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation, ValidateCustomResourceDefinition. */
import { dns1035Label, isDnsSubdomain } from "../../formats/names.ts";
import {
  all,
  forbidden,
  has,
  invalid,
  isUnknown,
  map,
  must,
  oneOf,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { reviewVersions } from "../access/webhook-client.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { eachText, texts } from "../values.ts";
import { isDefined } from "./schema.ts";

const nameFits: Check<Fields> = (definition, report) => {
  const spec = map(definition, "spec");
  const name = text(map(definition, "metadata"), "name");
  const wanted = `${text(map(spec, "names"), "plural")}.${text(spec, "group")}`;
  if (name !== "" && name !== wanted && ![name, wanted].some(isUnknown))
    report(["metadata", "name"], invalid(`It must be the plural and the group: \`${wanted}\`.`, wanted));
};

const APPROVAL = "api-approved.kubernetes.io";

/** validateAPIApproval. */
const approval: Check<Fields> = (definition, report) => {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(text(map(definition, "spec"), "group"))) return;
  const given = text(map(map(definition, "metadata"), "annotations"), APPROVAL);
  const isRight =
    given.startsWith("unapproved") ||
    /^[a-z][a-z0-9+.-]*:\/\/[^/ ]+(\/\S*)?$/i.test(given) ||
    isUnknown(given);
  const what = "Groups of Kubernetes need a URL here, or a reason that begins with `unapproved`.";
  if (given === "") report(["metadata", "annotations", APPROVAL], required(what));
  else if (!isRight) report(["metadata", "annotations", APPROVAL], invalid(what));
};

const group = must(
  (name: string) => isDnsSubdomain(name) && name.includes("."),
  "a domain, such as example.com",
);

/** The case of a kind does not count. */
const kindName: Check<string> = (name, report) => dns1035Label(name.toLowerCase(), report);

const listKindDiffers: Check<Fields> = (names, report) => {
  const kind = text(names, "kind");
  if (kind !== "" && kind === text(names, "listKind"))
    report(
      ["listKind"],
      invalid("It must differ from `kind`. Remove it: the default is the kind with `List`."),
    );
};

const preserves: Check<boolean> = (isSet, report) => {
  if (isSet)
    report(
      [],
      invalid("It cannot be true. Use `x-kubernetes-preserve-unknown-fields` in the schema instead."),
    );
};

const versions: Check<readonly Fields[]> = all(
  unique(
    (version: Fields) => text(version, "name"),
    "the names of versions",
    (index) => [index, "name"],
  ),
  (given: readonly (Fields | null)[], report) => {
    const stored = given.filter((version) => version?.["storage"] === true);
    if (given.length > 0 && stored.length !== 1 && !given.some((version) => isUnknown(version?.["storage"])))
      report([], invalid("Exactly one version is stored. Set `storage: true` for it alone."));
  },
);

const NO_CONVERSION = "Only the strategy `Webhook` has one. Remove it, or change the strategy.";

const conversion: Check<Fields> = (conversion, report) => {
  const [strategy, webhook] = [text(conversion, "strategy"), map(conversion, "webhook")];
  if (strategy === "" || isUnknown(strategy)) return;
  if (strategy !== "Webhook") {
    if (
      webhook &&
      Object.keys(webhook).some((field) => isDefined(webhook[field]) || field === "clientConfig")
    )
      report(["webhook"], forbidden(NO_CONVERSION));
  } else if (!webhook) report(["webhook"], required("The strategy `Webhook` needs it. Add it."));
  else {
    const at = within(report, "webhook");
    if (!has(webhook, "clientConfig")) at(["clientConfig"], required("Say where the webhook is. Add it."));
    if (texts(webhook, "conversionReviewVersions").length === 0)
      at(["conversionReviewVersions"], required("Say which versions it understands. Add v1."));
  }
};

export const definitionRules: RuleTable = {
  "apiextensions.k8s.io/v1.CustomResourceDefinition": {
    mirrors: "ValidateCustomResourceDefinition",
    whole: [nameFits, approval],
  },
  "apiextensions.k8s.io/v1.CustomResourceDefinitionSpec": {
    mirrors: "validateCustomResourceDefinitionSpec",
    fields: {
      group: unlessEmpty(group),
      scope: unlessEmpty(oneOf("Cluster", "Namespaced")),
      preserveUnknownFields: preserves,
      versions,
    },
  },
  "apiextensions.k8s.io/v1.CustomResourceDefinitionNames": {
    mirrors: "ValidateCustomResourceDefinitionNames",
    fields: {
      plural: unlessEmpty(dns1035Label),
      singular: unlessEmpty(dns1035Label),
      kind: unlessEmpty(kindName),
      listKind: unlessEmpty(kindName),
      shortNames: eachText(dns1035Label),
      categories: eachText(dns1035Label),
    },
    whole: [listKindDiffers],
  },
  "apiextensions.k8s.io/v1.CustomResourceConversion": {
    mirrors: "validateCustomResourceConversion",
    fields: { strategy: unlessEmpty(oneOf("None", "Webhook")) },
    whole: [conversion],
  },
  "apiextensions.k8s.io/v1.WebhookConversion": {
    mirrors: "validateConversionReviewVersions",
    fields: { conversionReviewVersions: reviewVersions },
  },
};
