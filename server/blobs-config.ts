import { SettingError } from "./settings.ts";

export type BlobsConfig =
  | { kind: "disk"; folder: string }
  | {
      kind: "s3";
      bucket: string;
      /** What every key starts with; empty, or ending in a slash. */
      prefix: string;
      region: string;
      endpoint: string;
      publicEndpoint: string;
      pathStyle: boolean;
      /** PEM. */
      ca?: string;
    };

const PARAMETERS = ["region", "endpoint", "publicEndpoint", "pathStyle"] as const;
const EXAMPLE = "s3://bucket/prefix?region=eu-central-1";

/** `s3://bucket[/prefix]?region=…[&endpoint=…][&publicEndpoint=…][&pathStyle=…]`; throws a SettingError with what is wrong. */
export function readBlobsUrl(text: string, ca: string | undefined): BlobsConfig {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "s3:") throw wrong(`must look like ${EXAMPLE}`);
  if (url.username || url.password)
    throw wrong("must hold no keys: use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role");
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.some((known) => known === name));
  if (unknown !== undefined) throw wrong(`has a parameter ${unknown}; it takes ${PARAMETERS.join(", ")}`);
  const parameter = (name: (typeof PARAMETERS)[number]) => url.searchParams.get(name) || undefined;
  const bucket = url.host;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || bucket.includes(".."))
    throw wrong(`names the bucket ${JSON.stringify(bucket)}, which no bucket can be called`);
  const region = parameter("region");
  if (region === undefined || !/^[a-z0-9-]{1,64}$/.test(region))
    throw wrong(`needs the bucket's region, as in ${EXAMPLE}; most compatible stores take us-east-1`);
  const given = parameter("endpoint");
  const endpoint = given === undefined ? ofAws(region) : readEndpoint("endpoint", given);
  const publicly = parameter("publicEndpoint");
  return {
    kind: "s3",
    bucket,
    prefix: readPrefix(url.pathname),
    region,
    endpoint,
    publicEndpoint: publicly === undefined ? endpoint : readEndpoint("publicEndpoint", publicly),
    // A certificate for *.s3.amazonaws.com does not cover a bucket with dots in its name.
    pathStyle:
      readSwitch("pathStyle", parameter("pathStyle")) ?? (given !== undefined || bucket.includes(".")),
    ...(ca !== undefined && { ca }),
  };
}

const wrong = (what: string) => new SettingError(`SMITHD_BLOBS_URL ${what}.`);

const ofAws = (region: string) =>
  `https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;

function readPrefix(pathname: string): string {
  const segments = pathname.split("/").filter((segment) => segment !== "");
  if (segments.some((segment) => !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(segment)))
    throw wrong("may have a prefix of letters, digits, ., _ and - only");
  return segments.map((segment) => `${segment}/`).join("");
}

function readEndpoint(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["https:", "http:"].includes(url.protocol) || url.username || url.password || url.search)
    throw wrong(`has the ${name} ${JSON.stringify(text)}, which must be like https://s3.example.com`);
  return url.href.replace(/\/+$/, "");
}

function readSwitch(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (text !== "true" && text !== "false") throw wrong(`has ${name}=${text}, which must be true or false`);
  return text === "true";
}
