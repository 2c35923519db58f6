import { ConnectionError } from "./problems.ts";

const unsentCodes = new Set([
  "ECONNREFUSED",
  "EAI_AGAIN",
  "ENOTFOUND",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const broken = [
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ECONNABORTED",
  "EADDRNOTAVAIL",
  "EHOSTDOWN",
  "ENETDOWN",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
];
const temporaryCodes = new Set([...unsentCodes, ...broken].filter((code) => code !== "ENOTFOUND"));

const words: Record<string, string> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was reset",
  ENOTFOUND: "the host name is unknown",
  EAI_AGAIN: "the host name cannot be looked up at the moment",
  ENETUNREACH: "the network cannot be reached",
  EHOSTUNREACH: "the host cannot be reached",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_SOCKET: "the connection was closed before the answer",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by an authority that is not trusted here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by an authority that is not trusted here",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host name",
};

const SMITHD_IS_THERE =
  "Check that the URL is right (DEPLOYSMITH_URL), that smithd runs there, and that this machine may reach it.";
const TRUST =
  "Set NODE_EXTRA_CA_CERTS to your authority's certificate, or correct the certificate or the URL.";

/**
 * What `fetch` threw, as a ConnectionError for `origin`; undefined where it is no network failure. Never quotes a
 * header or a query, because those carry secrets.
 */
export function connectionError(
  error: unknown,
  origin: string,
  timeoutMs: number,
  whatToCheck = SMITHD_IS_THERE,
): ConnectionError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === "TimeoutError") return timedOut(error, origin, timeoutMs);
  if (!(error instanceof TypeError) || error.cause === undefined) return undefined;
  const code = (error.cause as { code?: string }).code ?? "";
  const what =
    words[code] ?? (error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : code);
  return new ConnectionError(`No answer from ${origin}: ${what}.`, {
    unsent: unsentCodes.has(code),
    temporary: temporaryCodes.has(code),
    next: isCertificate(code) ? TRUST : whatToCheck,
    cause: error,
  });
}

function timedOut(error: Error, origin: string, timeoutMs: number): ConnectionError {
  return new ConnectionError(`No answer from ${origin} within ${timeoutMs / 1000} s.`, {
    unsent: false,
    temporary: true,
    next: "Check with your network and smithd's operators whether it is overloaded or cut off, and try again.",
    cause: error,
  });
}

const isCertificate = (code: string) => /CERT|SIGNATURE/.test(code);
