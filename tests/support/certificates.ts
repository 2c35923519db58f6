import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "./temporary.ts";

const run = promisify(execFile);

/** Files, as PEM. */
export interface Certificates {
  /** Of an authority that nobody trusts who is not told to. */
  ca: string;
  cert: string;
  key: string;
}

/** Makes an authority, and a certificate of its for `subject`, such as IP:127.0.0.1. */
export async function makeCertificates(subject: string): Promise<Certificates> {
  const folder = await temporaryFolder();
  const [ca, caKey, cert, key, request, extensions] = [
    ...["ca.pem", "ca.key", "server.pem", "server.key", "server.csr", "extensions"],
  ].map((name) => join(folder, name)) as [string, string, string, string, string, string];
  const openssl = (...args: string[]) => run("openssl", args, { cwd: folder });
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  await writeFile(extensions, `subjectAltName=${subject}\n`);
  await openssl("req", "-x509", ...fresh, "-keyout", caKey, "-out", ca, "-days", "2", "-subj", "/CN=Test CA");
  await openssl("req", ...fresh, "-keyout", key, "-out", request, "-subj", "/CN=test");
  const signed = ["-CA", ca, "-CAkey", caKey, "-CAcreateserial", "-extfile", extensions, "-days", "2"];
  await openssl("x509", "-req", "-in", request, ...signed, "-out", cert);
  return { ca, cert, key };
}
