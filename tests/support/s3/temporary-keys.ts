import { createHash, createHmac } from "node:crypto";
import type { S3Server } from "./s3-server.ts";

export interface TemporaryKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** Keys that end, of MinIO's own making. versitygw makes none and takes no token: its lasting keys, without one. */
export async function temporaryKeys(server: S3Server): Promise<TemporaryKeys> {
  const { name, accessKeyId, secretAccessKey } = server;
  if (name === "versitygw") return { accessKeyId, secretAccessKey, sessionToken: "" };
  const xml = await assumeRole(server);
  const textIn = (element: string) => new RegExp(`<${element}>([^<]+)<`).exec(xml)?.[1] ?? "";
  return {
    accessKeyId: textIn("AccessKeyId"),
    secretAccessKey: textIn("SecretAccessKey"),
    sessionToken: textIn("SessionToken"),
  };
}

/** Signed as AWS Signature Version 4 has it, for the service `sts`. */
async function assumeRole({ endpoint, region, accessKeyId, secretAccessKey }: S3Server): Promise<string> {
  const body = "Action=AssumeRole&Version=2011-06-15&DurationSeconds=3600";
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = [time.slice(0, 8), region, "sts", "aws4_request"];
  const signed = { host: new URL(endpoint).host, "x-amz-content-sha256": sha256(body), "x-amz-date": time };
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
  const names = Object.keys(signed).join(";");
  const request = ["POST", "/", "", lines.join(""), names, sha256(body)].join("\n");
  const key = scope.reduce<string | Buffer>(
    (from, part) => hmac(from, part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const text = ["AWS4-HMAC-SHA256", time, scope.join("/"), sha256(request)].join("\n");
  const credential = `Credential=${accessKeyId}/${scope.join("/")}`;
  const signature = hmac(key, text).digest("hex");
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      ...signed,
      authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body,
  });
  if (!answer.ok) throw new Error(`MinIO answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text);
