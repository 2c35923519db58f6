import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What the licences of bundled packages ask for: their texts and notices, package by package. */
export function licencesOf(files: Iterable<string>): string {
  const folders = new Set([...files].flatMap((file) => packageFolderOf(file) ?? []));
  const sections = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as {
      name: string;
      version: string;
      license?: string;
    };
    const texts = readdirSync(folder)
      .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
      .sort()
      .map((file) => readFileSync(`${folder}/${file}`, "utf8").trim());
    return [`${name} ${version} (${license ?? "see below"})`, ...texts].join("\n\n");
  });
  return `${sections.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** `node_modules/a` of `node_modules/a/lib/b.js`; the innermost where packages lie in packages. */
function packageFolderOf(file: string): string | undefined {
  const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  return folder !== undefined && existsSync(`${folder}/package.json`) ? folder : undefined;
}
