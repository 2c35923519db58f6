/**
 * What uploading costs at the least: a program that is started, as forge is, reads a folder and sends its files to signed
 * URLs, as many at once as forge. It looks at nothing.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { put } from "../../cli-forge/publish/put.ts";

export interface ToUpload {
  folder: string;
  uploads: { path: string; url: string; headers: Record<string, string> }[];
}

/** As forge has it (cli-forge/publish/upload-all.ts). */
const AT_ONCE = 8;

const { folder, uploads } = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as ToUpload;
const files = uploads.map((upload) => ({ ...upload, body: readFileSync(join(folder, upload.path)) }));
const { signal } = new AbortController();
const work = async () => {
  for (let file = files.shift(); file; file = files.shift()) {
    const { status } = await put(file.url, { method: "PUT", headers: file.headers, body: file.body, signal });
    if (status !== 200) throw new Error(`${file.path} was answered with ${status}.`);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, work));
