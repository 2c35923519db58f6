import { expect, it } from "vitest";
import { toHtml } from "./markdown.ts";

const html = (markdown: string) => toHtml(markdown, (section) => `to-${section}`);

it.each([
  ["one\nline\n\nanother", "<p>one\nline</p>\n<p>another</p>"],
  ["- a\n  b\n- `c`", "<ul>\n<li>a\n  b</li>\n<li><code>c</code></li>\n</ul>"],
  ["```sh\necho <a> # *\n\n# b\n```", "<pre><code>echo &lt;a&gt; # *\n\n# b\n</code></pre>"],
  [
    "**Do:** see [`x`](#x-y) & go",
    '<p><strong>Do:</strong> see <a href="to-x-y"><code>x</code></a> &amp; go</p>',
  ],
  ['`<script>` "it\'s"', "<p><code>&lt;script&gt;</code> &quot;it&#39;s&quot;</p>"],
  ["`**` and `[a](#b)`", "<p><code>**</code> and <code>[a](#b)</code></p>"],
])("%j", (markdown, expected) => {
  expect(html(markdown)).toBe(expected);
});

it.each([
  "# title",
  "> quote",
  "| a | b |",
  "<b>bold</b>",
  "1. first",
  "![picture](x.png)",
  "[away](https://example.com)",
  "an *emphasis*",
  "a stray ` tick",
  "```sh\nnever closed",
])("%j is refused instead of shown half", (markdown) => {
  expect(() => html(markdown)).toThrow("not rendered here");
});
