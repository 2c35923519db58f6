/** Source: pkg/apis/certificates/validation, validateCertificateSigningRequest; pkg/apis/core/validation, ValidateSignerName. */
import { isDnsLabel, isDnsSubdomain } from "../../formats/names.ts";
import {
  all,
  between,
  invalid,
  must,
  required,
  unique,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { eachText, texts } from "../values.ts";

const SHORTEST = 600;
const DOMAIN_MAX = 253;
const LONGEST = 571;
const LEGACY = "kubernetes.io/legacy-unknown";

const isSigner = (name: string): boolean => {
  const [domain = "", path = "", ...more] = name.split("/");
  const labels = domain.split(".");
  return (
    more.length === 0 &&
    name.length <= LONGEST &&
    domain.length <= DOMAIN_MAX &&
    labels.length >= 2 &&
    labels.every(isDnsLabel) &&
    path.split(".").every(isDnsSubdomain)
  );
};

const signer = must(
  (name: string) => name !== LEGACY && isSigner(name),
  "a domain and a name, such as example.com/my-signer",
);

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----/;

/** Its signature is not checked. */
const request: Check<string> = (encoded, report) => {
  const block = BLOCK.exec(Buffer.from(encoded, "base64").toString("latin1"))?.[1];
  if (block !== "CERTIFICATE REQUEST")
    report([], invalid("It is no request in PEM, which begins with `-----BEGIN CERTIFICATE REQUEST-----`."));
};

const someUsage: Check<Fields> = (spec, report) => {
  if (texts(spec, "usages").length === 0)
    report(["usages"], required("Say what the certificate is for, such as `client auth`."));
};

const usage: Check<string> = (word, report) => {
  if (word === "") report([], required("The usage is empty. Write or remove it."));
};

export const certificateRules: RuleTable = {
  "certificates.k8s.io/v1.CertificateSigningRequestSpec": {
    mirrors: "validateCertificateSigningRequest",
    fields: {
      request,
      signerName: unlessEmpty(signer),
      usages: all(
        eachText(usage),
        unique((word: string | null) => word ?? "", "usages"),
      ),
      expirationSeconds: between(SHORTEST),
    },
    whole: [someUsage],
  },
};
