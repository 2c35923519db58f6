/** How the API server reaches a webhook. Source: k8s.io/apiserver, pkg/util/webhook/validation.go. */
import { dns1035Label, isDnsSubdomain } from "../../formats/names.ts";
import { portNumber } from "../../formats/ports.ts";
import { exactlyOne } from "../one-of-fields.ts";
import {
  all,
  invalid,
  isUnknown,
  quote,
  unique,
  type Check,
  type RuleTable,
  type TypeRules,
} from "../rule.ts";
import { eachText } from "../values.ts";

const FORM = "a URL such as https://example.com/hook";

/** A port of any digits is one to Kubernetes. */
const isParsed = (text: string) => URL.canParse(text.replace(/:\d+(?=[/?#]|$)/, ""));

/** ValidateWebhookURL. */
const url: Check<string> = (text, report) => {
  const [, scheme, authority = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)/.exec(text) ?? [];
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  if (scheme?.toLowerCase() !== "https" || host === "" || !isParsed(text))
    report([], invalid(`${quote(text)} is not ${FORM}.`, FORM));
  else if (authority.includes("@")) report([], invalid("A user in the URL is not allowed. Remove it."));
  else if (/[?#]./.test(text)) report([], invalid("Only a host and a path are allowed. Remove the rest."));
};

/** ValidateWebhookService. */
const path: Check<string> = (text, report) => {
  const steps = text.replace(/^\//, "").replace(/\/$/, "").split("/");
  const isRight = text === "" || text === "/" || (text.startsWith("/") && steps.every(isDnsSubdomain));
  if (!isRight)
    report([], invalid(`${quote(text)} is no path such as /validate.`, "a path such as /validate"));
};

const UNDERSTOOD = ["v1", "v1beta1"];

/** validateAdmissionReviewVersions and validateConversionReviewVersions. */
export const reviewVersions: Check<readonly (string | null)[]> = all(
  eachText(dns1035Label),
  unique((version: string | null) => version ?? "", "versions"),
  (versions: readonly (string | null)[], report) => {
    const isUnderstood = versions.some((version) => UNDERSTOOD.includes(version ?? "") || isUnknown(version));
    if (!isUnderstood && versions.length > 0)
      report([], invalid("The API server understands none of these versions. Add v1.", "v1"));
  },
);

const clientConfig: TypeRules = {
  mirrors: "ValidateWebhookURL, ValidateWebhookService",
  fields: { url },
  whole: [exactlyOne(["service", "url"], "where the webhook is")],
};

const service: TypeRules = { mirrors: "ValidateWebhookService", fields: { path, port: portNumber } };

export const webhookClientRules: RuleTable = {
  "admissionregistration.k8s.io/v1.WebhookClientConfig": clientConfig,
  "admissionregistration.k8s.io/v1.ServiceReference": service,
  "apiextensions.k8s.io/v1.WebhookClientConfig": clientConfig,
  "apiextensions.k8s.io/v1.ServiceReference": service,
};
