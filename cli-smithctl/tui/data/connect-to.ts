import { connect, type Client } from "../../../clients/client.ts";
import { programVersion } from "../../../clients/program-version.ts";

export const userAgent = `smithctl/${programVersion} (${process.platform}; node ${process.versions.node})`;

/** Milliseconds that a call is repeated for while smithd does not answer: the screen says so, and goes on by itself. */
const PATIENCE = 2000;

export const connectTo = (url: string, apiKey: string, signal: AbortSignal): Client =>
  connect({ url, apiKey, userAgent, signal, patienceMs: PATIENCE });
