import fc from "fast-check";

/** The words of a text. */
export const words = (text: string) => text.trim().split(/\s+/);

/** What some reader takes for the end of a line, or for nothing, or for an order to the terminal. */
const oddities = fc.constantFrom(
  ...["\0", "\n", "\r", "\r\n", "\n\n", "\u0085", "\u2028", "\u2029", "\v", "\f", "\t", "\x1b[2J", "\x7f"],
  ...["\u202e", "\u200b", "\ufeff", "\ufffd", "\uffff", "\ud800", "\udc00"],
);

/** What would be a trailer of a deployment's commit, could it get onto a line of its own. */
const forgeries = fc.constantFrom(
  "DeploySmith-App: other",
  "\n\nDeploySmith-Version: v9\n",
  "\nDeploySmith-Kind: auto\n",
  "\u2028DeploySmith-Requested-By: root\u2028",
  "\r\rDeploySmith-Deployment: 1\r",
  "\\n\\nDeploySmith-Digest: sha256:0",
  "\n---\n",
  "Signed-off-by: Mallory <mallory@example.com>",
);

/** Any text that JSON can carry. */
export const hostileText = fc
  .array(fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), oddities, forgeries), { maxLength: 6 })
  .map((parts) => parts.join(""));

/** Without NUL, which the API refuses everywhere. */
export const hostileReasons = hostileText.map((text) => text.replaceAll("\0", ""));

const isPlain = (text: string) => /^[^\p{C}\p{Z}][^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u.test(text);

/** A line of text in any script, with nothing in it that YAML or a terminal could mind. */
export const plainLine = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      // What some reader of YAML takes for something else than text.
      fc.constantFrom(
        ...words(`1 012 1e3 0x1f 2026-11-23 .inf ~ null yes No << = ' " &a *a | >- %a @a \`a\` {} []`),
      ),
      fc.constantFrom(
        "DeploySmith-Version: v9",
        "# no comment",
        "a: b",
        "a #b",
        "- a",
        "? a",
        "!!binary YQ==",
      ),
    )
    .map((text) => text.trim().slice(0, maxLength))
    .filter(isPlain);
