import { escapeHtml } from "../../server/http/docs/html.ts";

/**
 * HTML for the few constructs that docs/errors.md uses: paragraphs, lists of `-`, fenced code, and within a line code, bold and
 * links to other sections. Throws at anything else, so that nothing is shown half.
 */
export function toHtml(markdown: string, hrefOf: (section: string) => string): string {
  const parts = markdown.split(/^```[^\n]*\n(.*?)^```$/ms);
  // With one group in the pattern every second part is the code within a fence.
  return parts
    .flatMap((part, index) => (index % 2 === 1 ? [codeBlock(part)] : blocks(part, hrefOf)))
    .join("\n");
}

const codeBlock = (code: string) => `<pre><code>${escapeHtml(code)}</code></pre>`;

function blocks(text: string, hrefOf: (section: string) => string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter(Boolean)
    .map((block) => {
      if (/^(?:[#>|<]|\d+\. |!\[| {4}|```)/m.test(block)) throw new Error(`not rendered here: ${block}`);
      if (!/^- /.test(block)) return `<p>${inline(block, hrefOf)}</p>`;
      const items = block.split(/^- /m).slice(1);
      return `<ul>\n${items.map((item) => `<li>${inline(item.trim(), hrefOf)}</li>`).join("\n")}\n</ul>`;
    });
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(#([a-z0-9-]+)\)/g;

function inline(text: string, hrefOf: (section: string) => string): string {
  let html = "";
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, bold, label, section] = match;
    html += plain(text.slice(end, match.index));
    if (code !== undefined) html += `<code>${escapeHtml(code)}</code>`;
    else if (bold !== undefined) html += `<strong>${inline(bold, hrefOf)}</strong>`;
    else html += `<a href="${escapeHtml(hrefOf(section!))}">${inline(label!, hrefOf)}</a>`;
    end = match.index + whole.length;
  }
  return html + plain(text.slice(end));
}

function plain(text: string): string {
  if (/[`*[\]]/.test(text)) throw new Error(`not rendered here: ${text}`);
  return escapeHtml(text);
}
