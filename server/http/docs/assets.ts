import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** In a bundle all of them lie in one folder beside the code, where scripts/build.ts puts them. */
const isBundle = !import.meta.url.endsWith(".ts");
const ours = (name: string) => fileURLToPath(new URL(`./assets/${name}`, import.meta.url));
const swagger = (name: string) =>
  isBundle ? ours(name) : fileURLToPath(new URL(name, import.meta.resolve("swagger-ui-dist/package.json")));

/** The files that the pages load, by the name under which they are served. */
export const assetFiles = {
  "pages.css": ours("pages.css"),
  "reference.js": ours("reference.js"),
  "swagger-ui.css": swagger("swagger-ui.css"),
  "swagger-ui-bundle.js": swagger("swagger-ui-bundle.js"),
};

export type AssetName = keyof typeof assetFiles;

export interface Asset {
  bytes: Buffer;
  /** Changes with the content, and so can be kept for good by whoever asked with it. */
  digest: string;
}

/** Reads all of them at once, so that a smithd without its files does not start. */
export function readAssets(): Record<AssetName, Asset> {
  const entries = Object.entries(assetFiles).map(([name, file]) => {
    const bytes = readFileSync(file);
    return [name, { bytes, digest: createHash("sha256").update(bytes).digest("hex").slice(0, 16) }];
  });
  return Object.fromEntries(entries) as Record<AssetName, Asset>;
}
