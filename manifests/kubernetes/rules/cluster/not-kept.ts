import { forbidden, type Check, type Fields, type RuleTable } from "../rule.ts";

const refused: Check<Fields> = (_object, report) =>
  report(
    ["kind"],
    forbidden(
      "It is a request to the API server and no object that it keeps: Flux cannot apply it. Remove it.",
    ),
  );

/** Kinds that a server-side apply knows nothing of. */
const KINDS = [
  "authentication.k8s.io/v1.SelfSubjectReview",
  "authentication.k8s.io/v1.TokenRequest",
  "authentication.k8s.io/v1.TokenReview",
  "authorization.k8s.io/v1.LocalSubjectAccessReview",
  "authorization.k8s.io/v1.SelfSubjectAccessReview",
  "authorization.k8s.io/v1.SelfSubjectRulesReview",
  "authorization.k8s.io/v1.SubjectAccessReview",
  "core/v1.Binding",
  "core/v1.ComponentStatus",
  "policy/v1.Eviction",
];

export const notKeptRules: RuleTable = Object.fromEntries(
  KINDS.map((kind) => [kind, { mirrors: "The verbs that the API server serves", whole: [refused] }]),
);
