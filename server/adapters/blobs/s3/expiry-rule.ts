import { createHash } from "node:crypto";
import type { DraftExpiry, DraftExpiryState } from "../../../domain/ports.ts";
import { codeOf, refused } from "./faults.ts";
import type { S3Client } from "./client.ts";

const XML_BYTES = 1024 * 1024;
/** Stores without lifecycle rules say so in one of these ways. */
const UNSUPPORTED = [400, 405, 501];
/** With 400 S3 also says that the credentials have expired, or that the region is another. */
const UNSUPPORTED_CODES = ["NotImplemented", "MethodNotAllowed", "InvalidRequest"];
/** Must be repeated with the rules, or S3 falls back to its default. */
const MINIMUM_SIZE = "x-amz-transition-default-minimum-object-size";

/**
 * The rule of the bucket's lifecycle that expires drafts. S3 knows only all rules at once: the others are sent back as
 * they came, character for character.
 */
export function expiryRule(client: S3Client, prefix: string, days: number): DraftExpiry {
  const lifecycle = { query: { lifecycle: "" } };
  const read = async () => {
    const answer = await client({ method: "GET", ...lifecycle, atMost: XML_BYTES }, [
      200,
      404,
      ...UNSUPPORTED,
    ]);
    const xml = answer.body.toString();
    const code = codeOf(answer) ?? "";
    if (answer.status === 400 && !UNSUPPORTED_CODES.includes(code)) throw refused("GET", answer);
    if (UNSUPPORTED.includes(answer.status)) return undefined;
    if (answer.status === 404 && code !== "NoSuchLifecycleConfiguration") throw refused("GET", answer);
    const minimumSize = answer.headers[MINIMUM_SIZE];
    return {
      xml: answer.status === 404 ? EMPTY : xml,
      headers: typeof minimumSize === "string" ? { [MINIMUM_SIZE]: minimumSize } : {},
    };
  };
  return {
    async state() {
      const current = await read();
      return current === undefined ? "unsupported" : stateOf(current.xml, prefix, days);
    },
    async install() {
      const current = await read();
      if (current === undefined) return;
      const body = Buffer.from(withRule(current.xml, prefix, days));
      const headers = {
        ...current.headers,
        "content-type": "application/xml",
        "content-md5": createHash("md5").update(body).digest("base64"),
      };
      await client({ method: "PUT", ...lifecycle, headers, body }, [200, 204]);
    },
  };
}

const EMPTY =
  '<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></LifecycleConfiguration>';

const RULE = /<Rule>[\s\S]*?<\/Rule>/g;

/** Pure. What the rules of a bucket do to drafts and to what is published. */
export function stateOf(xml: string, prefix: string, days: number): DraftExpiryState {
  const rules = rulesOf(xml).map(readRule);
  const published = rules.filter((rule) => touches(rule, `${prefix}published/`));
  if (published.some(({ expires }) => expires)) return "published-expire";
  if (published.some(({ archives }) => archives)) return "published-archived";
  const isOurs = ({ expires, scope, filtered, sized, days: after }: Rule) =>
    expires &&
    !filtered &&
    !sized &&
    after !== undefined &&
    after <= days &&
    drafts(prefix).startsWith(scope);
  return rules.some(isOurs) ? "installed" : "absent";
}

const drafts = (prefix: string) => `${prefix}drafts/`;

/** Several smithds may share a bucket, each below a prefix of its own and with a rule of its own. */
export const ruleId = (prefix: string) =>
  `deploysmith-drafts-${createHash("sha256").update(drafts(prefix)).digest("hex").slice(0, 12)}`;

/** Pure. The same rules with ours, which takes the place of an earlier one of ours. */
export function withRule(xml: string, prefix: string, days: number): string {
  const id = ruleId(prefix);
  const others = xml.replace(RULE, (rule) => (readRule(rule).id === id ? "" : rule));
  const scope = `<Prefix>${escapeXml(drafts(prefix))}</Prefix>`;
  const rule =
    `<Rule><ID>${id}</ID>${hasOldForm(others) ? scope : `<Filter>${scope}</Filter>`}` +
    `<Status>Enabled</Status><Expiration><Days>${days}</Days></Expiration></Rule>`;
  return others
    .replace(/<LifecycleConfiguration([^>]*)\/>/, "<LifecycleConfiguration$1></LifecycleConfiguration>")
    .replace("</LifecycleConfiguration>", () => `${rule}</LifecycleConfiguration>`);
}

const rulesOf = (xml: string) => xml.match(RULE) ?? [];

/** Whether the rules are written as before S3 had filters. AWS refuses to have both forms in one bucket. */
const hasOldForm = (xml: string) => rulesOf(xml).some((rule) => !/<Filter[\s/>]/.test(rule));

interface Rule {
  id: string | undefined;
  /** The prefix of the keys that it is for. */
  scope: string;
  /** Whether tags decide as well, which no object of ours has. */
  filtered: boolean;
  /** Whether it is only for objects of some size, as some of ours may be. */
  sized: boolean;
  /** Whether it removes current objects. */
  expires: boolean;
  /** Whether it moves them to where they cannot be read at once. */
  archives: boolean;
  days: number | undefined;
}

function readRule(xml: string): Rule {
  const expiration = /<Expiration>([\s\S]*?)<\/Expiration>/.exec(xml)?.[1] ?? "";
  const days = textIn(expiration, "Days");
  const isEnabled = textIn(xml, "Status") === "Enabled";
  return {
    id: textIn(xml, "ID"),
    scope: textIn(xml, "Prefix") ?? "",
    filtered: /<Tag>/.test(xml),
    sized: /<ObjectSize(?:Greater|Less)Than>/.test(xml),
    expires: isEnabled && (days !== undefined || /<Date>/.test(expiration)),
    archives: isEnabled && ARCHIVE.test(xml),
    days: days === undefined ? undefined : Number(days),
  };
}

/** Not GLACIER_IR, which is read at once. */
const ARCHIVE =
  /<Transition>(?:(?!<\/Transition>)[\s\S])*<StorageClass>(?:GLACIER|DEEP_ARCHIVE)<\/StorageClass>/;

/** Whether a rule is for anything below a folder. */
const touches = ({ scope, filtered }: Rule, folder: string) =>
  !filtered && (folder.startsWith(scope) || scope.startsWith(folder));

function textIn(xml: string, element: string): string | undefined {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  return text?.trim().replace(/&(lt|gt|amp|quot|apos);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name]);
}

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

const escapeXml = (text: string) =>
  text.replace(/[<>&]/g, (c) => `&${c === "<" ? "lt" : c === ">" ? "gt" : "amp"};`);
