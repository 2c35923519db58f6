import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { freePort } from "../support/free-port.ts";
import { AWS_ROLE, startAwsServices, TOKEN, type AwsServices } from "../support/s3/aws-services.ts";
import { makeBucket } from "../support/s3/bucket.ts";
import { complaint, openBucket, use, withoutAws } from "../support/s3/settings.ts";
import { blobsUrl, keysOf } from "../support/s3/smithd-on-s3.ts";
import { onEachS3Server } from "../support/s3/suite.ts";
import { temporaryKeys } from "../support/s3/temporary-keys.ts";

onEachS3Server((server) => {
  const { set, folder } = withoutAws();
  let bucket: string;
  let aws: AwsServices;
  beforeEach(async () => {
    bucket = await makeBucket(server());
    aws = await startAwsServices();
    aws.keys = await temporaryKeys(server());
  });
  afterEach(() => aws.close());

  const open = () => openBucket({ SMITHD_BLOBS_URL: blobsUrl(server(), bucket) });
  const written = async (name: string, lines: string) => {
    const file = join(folder(), name);
    await writeFile(file, lines);
    return file;
  };

  describe("credentials come from", () => {
    test("the environment", async () => {
      set(keysOf(server()));
      await use(await open());
    });

    test("the environment, with a session token", async () => {
      const { accessKeyId, secretAccessKey, sessionToken } = aws.keys!;
      set({ ...keysOf({ ...server(), accessKeyId, secretAccessKey }), AWS_SESSION_TOKEN: sessionToken });
      const url = await use(await open());
      expect(url.searchParams.get("X-Amz-Security-Token") ?? "").toBe(sessionToken);
    });

    test.each([["default"], ["smithd"]])("the profile %s of a file", async (profile) => {
      const { accessKeyId, secretAccessKey } = server();
      const lines = `[${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
      set({ AWS_SHARED_CREDENTIALS_FILE: await written("credentials", lines) });
      if (profile !== "default") set({ AWS_PROFILE: profile });
      await use(await open());
    });

    test("a container's service, with its token", async () => {
      set({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${aws.url}/container`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: await written("token", TOKEN),
      });
      await use(await open());
      expect(aws.asked).toEqual(["GET /container"]);
    });

    test("an instance's role, in a session", async () => {
      set({ AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: aws.url });
      await use(await open());
      expect(aws.asked[0]).toBe("PUT /latest/api/token");
      expect(aws.asked).toHaveLength(3);
    });

    test("a web identity, which STS is asked about", async () => {
      set({
        AWS_WEB_IDENTITY_TOKEN_FILE: await written("identity", TOKEN),
        AWS_ROLE_ARN: AWS_ROLE,
        AWS_ENDPOINT_URL_STS: aws.url,
      });
      await use(await open());
      expect(aws.asked).toEqual(["POST /"]);
    });

    test("the same service again before they end", async () => {
      set({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${aws.url}/container`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: await written("token", TOKEN),
      });
      aws.expiresAt = new Date(Date.now() + 120_000);
      const store = await open();
      await store.check();
      const before = aws.asked.length;
      aws.expiresAt = new Date(Date.now() + 3600_000);
      await vi.waitUntil(async () => {
        await store.check();
        return aws.asked.length > before;
      });
      const after = aws.asked.length;
      await store.check();
      expect(aws.asked).toHaveLength(after);
    });
  });

  describe("what is missing is said in words:", () => {
    test("no credentials at all", async () => {
      const sentence = await complaint(await open());
      expect(sentence).toContain(
        "no AWS credentials were found (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
      );
    });

    test("no credentials, on a machine that is no instance of AWS", async () => {
      const away = `http://127.0.0.1:${await freePort()}`;
      set({ AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: away });
      expect(await complaint(await open())).toContain("no AWS credentials were found");
    });

    test("the service that gives credentials is away, until it is back", async () => {
      const keys = aws.keys;
      aws.keys = undefined;
      set({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${aws.url}/container`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: await written("token", TOKEN),
      });
      const store = await open();
      expect(await complaint(store)).toContain("no AWS credentials were found");
      aws.keys = keys;
      await use(store);
    });

    test("STS takes requests and never answers", async () => {
      aws.isSilent = true;
      set({
        AWS_WEB_IDENTITY_TOKEN_FILE: await written("identity", TOKEN),
        AWS_ROLE_ARN: AWS_ROLE,
        AWS_ENDPOINT_URL_STS: aws.url,
      });
      expect(await complaint(await open())).toContain("AWS gave no credentials (TimeoutError)");
      expect(aws.asked).toHaveLength(2);
    });

    test("STS does not know the web identity", async () => {
      set({
        AWS_WEB_IDENTITY_TOKEN_FILE: await written("identity", "somebody else"),
        AWS_ROLE_ARN: AWS_ROLE,
        AWS_ENDPOINT_URL_STS: aws.url,
      });
      expect(await complaint(await open())).toMatch(/credentials/);
    });
  });
});
