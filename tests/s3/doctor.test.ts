import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFaultProxy, type ProxiedRequest } from "../support/fault-proxy.ts";
import { first, slowDown } from "../support/faults.ts";
import { smithd } from "../support/run-smithd.ts";
import { makeBucket } from "../support/s3/bucket.ts";
import { s3Request } from "../support/s3/request.ts";
import { onEachS3Server } from "../support/s3/suite.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";

onEachS3Server((server) => {
  let bucket: string;
  let dataDir: string;
  beforeAll(async () => {
    bucket = await makeBucket(server());
    dataDir = join(await temporaryFolder(), "data");
  });
  afterAll(removeTemporaryFolders);

  const doctor = (args: string[] = [], environment: Record<string, string> = {}) => {
    const { endpoint, region, accessKeyId, secretAccessKey } = server();
    return smithd(["doctor", ...args], {
      SMITHD_DATA_DIR: dataDir,
      SMITHD_BLOBS_URL: `s3://${bucket}/team?region=${region}&endpoint=${endpoint}`,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...environment,
    });
  };

  const lifecycle = async () => {
    const answer = await s3Request(server(), { method: "GET", bucket, query: { lifecycle: "" } });
    return answer.body.toString();
  };

  test("the doctor proves what the bucket enforces, and leaves nothing behind", async () => {
    const { code, stdout, stderr } = await doctor();
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const uploads = stdout.split("\n").filter((line) => line.includes("upload: "));
    expect(uploads.map((line) => line.replace(/ {2,}/g, "|").replace(/\d{3}/, "4xx"))).toEqual([
      "ok|upload: the declared bytes|Taken (4xx).",
      "ok|upload: the same again|Refused (4xx).",
      "ok|upload: fewer bytes than declared|Refused (4xx).",
      "ok|upload: more bytes than declared|Refused (4xx).",
      "ok|upload: other bytes of the declared size|Refused (4xx).",
      "ok|upload: no If-None-Match|Refused (4xx).",
      "ok|upload: another key|Refused (4xx).",
      "ok|upload: an expired URL|Refused (4xx).",
    ]);
    const listed = await s3Request(server(), { method: "GET", bucket, query: { "list-type": "2" } });
    expect(listed.body.toString()).not.toContain("<Key>");
  });

  test("--fix installs the expiry of drafts and keeps the other rules, where the store has rules", async () => {
    if (server().name === "versitygw") {
      expect((await doctor(["--fix"])).stdout).toMatch(
        /WARNING +expiry of drafts +This storage has no lifecycle/,
      );
      return;
    }
    const body = Buffer.from(
      "<LifecycleConfiguration><Rule><ID>logs</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule></LifecycleConfiguration>",
    );
    const headers = { "content-md5": createHash("md5").update(body).digest("base64") };
    await s3Request(server(), { method: "PUT", bucket, query: { lifecycle: "" }, headers, body });
    expect((await doctor()).stdout).toMatch(/WARNING +expiry of drafts .*doctor --fix/);
    expect(await lifecycle()).not.toContain("team/drafts/");
    expect((await doctor(["--fix"])).stdout).toMatch(/ok +expiry of drafts +Installed just now/);
    expect((await doctor()).stdout).toMatch(/ok +expiry of drafts +The bucket removes drafts after 7 days/);
    const xml = await lifecycle();
    for (const part of ["<ID>logs</ID>", "<Days>30</Days>", "team/drafts/", "<Days>7</Days>"])
      expect(xml).toContain(part);
  });

  test("a refusal is not taken for storage without rules", async () => {
    const proxy = await startFaultProxy(server().endpoint);
    proxy.fault = ({ path }) =>
      path.includes("lifecycle") ? { kind: "answer", status: 400, code: "ExpiredToken" } : undefined;
    try {
      const { code, stdout } = await doctor([], {
        SMITHD_BLOBS_URL: `s3://${bucket}/team?region=${server().region}&endpoint=${proxy.endpoint}`,
      });
      expect(stdout).toMatch(/FAILED +expiry of drafts +.*the credentials have expired/);
      expect(code).toBe(1);
    } finally {
      await proxy.close();
    }
  });

  test("what passes is tried again, and what lasts is not taken for a hole", async () => {
    const proxy = await startFaultProxy(server().endpoint);
    const isOther = (path: string) => path.includes("other.txt");
    const once = first(
      1,
      { kind: "reset", when: "before" },
      ({ method, path }: ProxiedRequest) => method === "PUT" && !isOther(path),
    );
    proxy.fault = (request) => (request.method === "PUT" && isOther(request.path) ? slowDown : once(request));
    try {
      const { stdout } = await doctor([], {
        SMITHD_BLOBS_URL: `s3://${bucket}/team?region=${server().region}&endpoint=${proxy.endpoint}`,
      });
      expect(stdout).toMatch(/ok +upload: the declared bytes +Taken/);
      expect(stdout).toMatch(/WARNING +upload: another key +Could not be tried: answered with 503/);
    } finally {
      await proxy.close();
    }
  });

  test("what does not work fails with a sentence, and no key in it", async () => {
    const secret = "a-key-that-nobody-else-has";
    const wrong = await doctor([], { AWS_SECRET_ACCESS_KEY: secret });
    expect(wrong).toMatchObject({ code: 1, stderr: "" });
    expect(wrong.stdout).toMatch(/FAILED +blob storage +.*the secret key is wrong/);
    expect(wrong.stdout).not.toContain(secret);
    const { endpoint, region } = server();
    const absent = await doctor([], {
      SMITHD_BLOBS_URL: `s3://no-such-bucket?region=${region}&endpoint=${endpoint}`,
    });
    expect(absent.stdout).toMatch(/FAILED +blob storage +.*there is no such bucket/);
  });
});
