import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import type { TemporaryKeys } from "./temporary-keys.ts";

/** Stands for those services of AWS that give out credentials: a container's, an instance's and STS. */
export interface AwsServices {
  url: string;
  /** What they give out; nobody is known where it is undefined. */
  keys: TemporaryKeys | undefined;
  expiresAt: Date;
  /** Whether they take requests and never answer. */
  isSilent: boolean;
  /** How they were asked, as method and path. */
  asked: string[];
  close(): Promise<void>;
}

/** What whoever asks must show: in the authorization token's file of a container, in a web identity's file. */
export const TOKEN = "a-token-that-the-platform-wrote";
const SESSION = "instance-session";
const ROLE = "arn:aws:iam::123456789012:role/smithd";
export { ROLE as AWS_ROLE };

/** As STS words it. */
const REFUSAL =
  "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidIdentityToken</Code>" +
  "<Message>Nobody is known by that token.</Message></Error></ErrorResponse>";

type Reply = string | undefined;

export async function startAwsServices(): Promise<AwsServices> {
  const server = createServer((request, response) => {
    services.asked.push(`${request.method} ${request.url!.split("?")[0]}`);
    void textOf(request).then((body) => {
      if (services.isSilent) return;
      const reply = services.keys && replyTo(request, body, services.keys, services.expiresAt);
      response.writeHead(reply === undefined ? 403 : 200).end(reply ?? REFUSAL);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const services: AwsServices = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: undefined,
    isSilent: false,
    expiresAt: new Date(Date.now() + 3600_000),
    asked: [],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return services;
}

function replyTo(
  { method, url, headers }: IncomingMessage,
  body: string,
  keys: TemporaryKeys,
  until: Date,
): Reply {
  const inSession = headers["x-aws-ec2-metadata-token"] === SESSION;
  switch (`${method} ${url}`) {
    case "GET /container":
      return headers.authorization === TOKEN ? asJson(keys, until) : undefined;
    case "PUT /latest/api/token":
      return SESSION;
    case "GET /latest/meta-data/iam/security-credentials/":
      return inSession ? "smithd" : undefined;
    case "GET /latest/meta-data/iam/security-credentials/smithd":
      return inSession ? asJson(keys, until) : undefined;
    case "POST /":
      return assumed(new URLSearchParams(body), keys, until);
    default:
      return undefined;
  }
}

const asJson = ({ accessKeyId, secretAccessKey, sessionToken }: TemporaryKeys, until: Date) =>
  JSON.stringify({
    Code: "Success",
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: until.toISOString(),
  });

function assumed(form: URLSearchParams, keys: TemporaryKeys, until: Date): Reply {
  const isKnown = form.get("WebIdentityToken") === TOKEN && form.get("RoleArn") === ROLE;
  if (form.get("Action") !== "AssumeRoleWithWebIdentity" || !isKnown) return undefined;
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  return (
    `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">` +
    `<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId>` +
    `<SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken>` +
    `<Expiration>${until.toISOString()}</Expiration></Credentials></AssumeRoleWithWebIdentityResult>` +
    `</AssumeRoleWithWebIdentityResponse>`
  );
}
