import { errorCodes, type ErrorCode } from "../../domain/errors.ts";
import { nearMatch } from "../../domain/near-match.ts";
import { errorPages, errorsIntroduction } from "../../../generated/error-pages.ts";
import { kinds } from "../problems.ts";
import type { Asset, AssetName } from "./assets.ts";
import { escapeHtml } from "./html.ts";

/** HTML pages. All their links are relative, so that they work behind a path prefix that smithd does not know. */
export interface Pages {
  /** At /docs. */
  reference(): string;
  /** At /docs/errors. */
  errors(): string;
  /** At /docs/errors/{code}; undefined where there is no such code. */
  error(code: string): string | undefined;
  unknownError(code: string): string;
}

/** A code without a page does not compile. */
const bodies: Record<ErrorCode, string> = errorPages;

const isErrorCode = (code: string): code is ErrorCode => (errorCodes as readonly string[]).includes(code);

export function createPages(assets: Record<AssetName, Asset>): Pages {
  const asset = (root: string, name: AssetName) => `${root}docs/assets/${name}?v=${assets[name].digest}`;
  const page = (root: string, title: string, head: AssetName[], body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · DeploySmith</title>
<link rel="icon" href="data:,">
${head.map((name) => `<link rel="stylesheet" href="${asset(root, name)}">`).join("\n")}
</head>
<body>
${body}
</body>
</html>
`;
  const text = (root: string, title: string, body: string) =>
    page(root, title, ["pages.css"], `<main class="page">\n<h1>${escapeHtml(title)}</h1>\n${body}\n</main>`);
  return {
    reference: () =>
      page(
        "",
        "API reference",
        ["pages.css", "swagger-ui.css"],
        `<nav class="bar"><a href="openapi.yaml">openapi.yaml</a><a href="docs/errors">Error codes</a></nav>
<main id="reference" data-contract="openapi.yaml"></main>
<noscript>The reference needs JavaScript. The contract itself is <a href="openapi.yaml">openapi.yaml</a>.</noscript>
<script src="${asset("", "swagger-ui-bundle.js")}"></script>
<script src="${asset("", "reference.js")}"></script>`,
      ),
    errors: () =>
      text(
        "../",
        "Error codes",
        `${errorsIntroduction}\n${list(errorCodes, "errors/")}\n<nav><a href="../docs">API reference</a></nav>`,
      ),
    error: (code) =>
      isErrorCode(code)
        ? text("../../", kinds[code][1], `${kindOf(code)}\n${bodies[code]}\n${ways}`)
        : undefined,
    unknownError: (code) =>
      text(
        "../../",
        "There is no such error code",
        `<p>smithd has no code <code>${escapeHtml(code)}</code>.</p>\n${suggestions(near(code))}${ways}`,
      ),
  };
}

const ways = `<nav><a href="../errors">All error codes</a><a href="../../docs">API reference</a></nav>`;

const kindOf = (code: ErrorCode) => `<p class="code"><code>${code}</code>, HTTP status ${kinds[code][0]}</p>`;

const suggestions = (codes: readonly ErrorCode[]) =>
  codes.length === 0 ? "" : `<p>Near it are:</p>\n${list(codes, "")}\n`;

function list(codes: readonly ErrorCode[], folder: string): string {
  const entry = (code: ErrorCode) =>
    `<dt><a href="${folder}${code}"><code>${code}</code></a></dt><dd>${kinds[code][0]}: ${escapeHtml(kinds[code][1])}</dd>`;
  return `<dl>\n${codes.map(entry).join("\n")}\n</dl>`;
}

/** The code that was probably meant, and those that share a word with it. */
function near(wanted: string): ErrorCode[] {
  const words = wanted.split("-");
  const meant = nearMatch(wanted.slice(0, 100), [...errorCodes]);
  const isNear = (code: ErrorCode) => code === meant || code.split("-").some((word) => words.includes(word));
  return errorCodes.filter(isNear).sort((a, b) => Number(b === meant) - Number(a === meant));
}
