import dns from "node:dns";
import { connect, createServer, type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { makeCertificates } from "../support/certificates.ts";
import { startFaultProxy } from "../support/fault-proxy.ts";
import { freePort } from "../support/free-port.ts";
import { listKeys, makeBucket } from "../support/s3/bucket.ts";
import type { S3Server } from "../support/s3/s3-server.ts";
import { startS3Server, type S3ServerOptions } from "../support/s3/servers.ts";
import { complaint, openBucket, use, withoutAws } from "../support/s3/settings.ts";
import { blobsUrl, keysOf } from "../support/s3/smithd-on-s3.ts";
import { onEachS3Server } from "../support/s3/suite.ts";

onEachS3Server((server) => {
  const { set } = withoutAws();
  let bucket: string;
  beforeEach(async () => {
    bucket = await makeBucket(server());
  });
  afterEach(() => void vi.restoreAllMocks());

  const at = (parameters: Record<string, string> = {}, place = bucket) => ({
    SMITHD_BLOBS_URL: blobsUrl(server(), place, parameters),
  });
  /** Another server of the same kind, with a bucket and with its keys in the environment. */
  const another = async (options: S3ServerOptions): Promise<{ own: S3Server; ownBucket: string }> => {
    const own = await startS3Server(server().name, options);
    onTestFinished(() => own.stop());
    set(keysOf(own));
    return { own, ownBucket: await makeBucket(own) };
  };

  describe("the way to the bucket", () => {
    test("a prefix comes before every key, in signed URLs too", async () => {
      set(keysOf(server()));
      const url = await use(await openBucket(at({}, `${bucket}/team/prod`)));
      expect(url.pathname).toBe(`/${bucket}/team/prod/drafts/shop/v1/d/a.yaml`);
      expect(await listKeys(server(), bucket)).toEqual(["team/prod/published/shop/v1/d/a.yaml"]);
    });

    test("signed URLs name the public endpoint, and smithd uses its own", async () => {
      set(keysOf(server()));
      const proxy = await startFaultProxy(server().endpoint);
      onTestFinished(() => proxy.close());
      const methods: string[] = [];
      proxy.beforeForwarding = ({ method, path }) => methods.push(`${method} ${path.split("/")[2]}`);
      const url = await use(
        await openBucket(at({ endpoint: proxy.endpoint, publicEndpoint: server().endpoint })),
      );
      expect(url.origin).toBe(server().endpoint);
      expect(methods).not.toContain("PUT drafts");
      expect(methods).toContain("PUT published");
    });

    test("the bucket is the first label of the host where the path is not to hold it", async () => {
      const { own, ownBucket } = await another({ virtualHostDomain: "s3.test" });
      resolvingToLoopback(".s3.test");
      const endpoint = own.endpoint.replace("127.0.0.1", "s3.test");
      const url = await use(
        await openBucket({ SMITHD_BLOBS_URL: blobsUrl(own, ownBucket, { endpoint, pathStyle: "false" }) }),
      );
      expect(url.hostname).toBe(`${ownBucket}.s3.test`);
      expect(url.pathname).toBe("/drafts/shop/v1/d/a.yaml");
      expect(await listKeys(own, ownBucket)).toEqual(["published/shop/v1/d/a.yaml"]);
    });
  });

  describe("over TLS", () => {
    test("an authority of one's own is trusted where it is named, and missed where it is not", async () => {
      const { ca, cert, key } = await makeCertificates("IP:127.0.0.1");
      const { own, ownBucket } = await another({ tls: { cert, key } });
      const settings = { SMITHD_BLOBS_URL: blobsUrl(own, ownBucket) };
      await use(await openBucket({ ...settings, SMITHD_BLOBS_CA_FILE: ca }));
      expect(await complaint(await openBucket(settings))).toContain(
        "the certificate of S3 is not trusted (SMITHD_BLOBS_CA_FILE)",
      );
      const stranger = await makeCertificates("IP:127.0.0.1");
      expect(await complaint(await openBucket({ ...settings, SMITHD_BLOBS_CA_FILE: stranger.ca }))).toContain(
        "the certificate of S3 is not trusted (SMITHD_BLOBS_CA_FILE)",
      );
    });

    test("no repetition brings another certificate: one that is not trusted is looked at once", async () => {
      const { cert, key } = await makeCertificates("IP:127.0.0.1");
      const { own, ownBucket } = await another({ tls: { cert, key } });
      const counted = await countConnections(own.endpoint);
      onTestFinished(() => counted.close());
      await complaint(
        await openBucket({ SMITHD_BLOBS_URL: blobsUrl(own, ownBucket, { endpoint: counted.endpoint }) }),
      );
      expect(counted.connections()).toBe(1);
    });

    test("a certificate for another host is told apart", async () => {
      const { ca, cert, key } = await makeCertificates("DNS:s3.example.com");
      const { own, ownBucket } = await another({ tls: { cert, key } });
      const settings = { SMITHD_BLOBS_URL: blobsUrl(own, ownBucket), SMITHD_BLOBS_CA_FILE: ca };
      expect(await complaint(await openBucket(settings))).toContain(
        "the certificate of S3 is for another host",
      );
    });

    test("a server that speaks plain http is told apart", async () => {
      set(keysOf(server()));
      const endpoint = server().endpoint.replace("http:", "https:");
      expect(await complaint(await openBucket(at({ endpoint })))).toMatch(
        /S3 (could not be asked|does not speak TLS)/,
      );
    });
  });

  describe("what is wrong is said in words:", () => {
    const wrongly = async (settings: Record<string, string>, keys: Partial<S3Server> = {}) => {
      set(keysOf({ ...server(), ...keys }));
      return complaint(await openBucket(settings));
    };

    test("an access key that nobody knows", async () => {
      expect(await wrongly(at(), { accessKeyId: "AKIAUNKNOWN" })).toContain(
        "the access key is not known there",
      );
    });

    test("a secret key that is wrong", async () => {
      expect(await wrongly(at(), { secretAccessKey: "0".repeat(40) })).toContain("the secret key is wrong");
    });

    test("a region that is not the bucket's", async () => {
      expect(await wrongly(at({ region: "eu-west-1" }))).toContain("the bucket is in another region");
    });

    test("a bucket that is not there", async () => {
      expect(await wrongly(at({}, "no-such-bucket"))).toContain("there is no such bucket");
    });

    test("a server that is not there", async () => {
      const endpoint = `http://127.0.0.1:${await freePort()}`;
      expect(await wrongly(at({ endpoint }))).toContain("S3 refuses connections");
    });

    test("a host that nobody knows", async () => {
      expect(await wrongly(at({ endpoint: "http://s3.invalid" }))).toMatch(
        /the host of S3 (is not known|cannot)/,
      );
    });
  });
});

/** Whoever asks for a name that ends so is told that it is this machine; others hear what they would hear anyway. */
function resolvingToLoopback(ending: string): void {
  const really = dns.lookup;
  const lookup = (name: string, ...rest: unknown[]) =>
    (really as (...args: unknown[]) => void)(name.endsWith(ending) ? "127.0.0.1" : name, ...rest);
  vi.spyOn(dns, "lookup").mockImplementation(lookup);
}

/** Stands before a server, and passes on what it does not understand. */
async function countConnections(target: string) {
  let count = 0;
  const server = createServer((incoming) => {
    count++;
    const outgoing = connect(Number(new URL(target).port), "127.0.0.1");
    incoming.on("error", () => outgoing.destroy()).pipe(outgoing);
    outgoing.on("error", () => incoming.destroy()).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: target.replace(/\d+$/, String((server.address() as AddressInfo).port)),
    connections: () => count,
    close: () => void server.close(),
  };
}
