import { toHtml } from "./markdown.ts";

export interface ErrorSection {
  code: string;
  status: number;
  title: string;
  /** Markdown. */
  text: string;
}

/** What docs/errors.md says before its first section, and of each code. Throws at a section that has not its form. */
export function readErrorSections(markdown: string): { introduction: string; sections: ErrorSection[] } {
  const [head = "", ...rest] = markdown.split(/^## /m);
  const sections = rest.map((section) => {
    const [, code, status, title, text] =
      /^([a-z-]+)\n\n\*\*(\d{3}) ([^\n]+)\*\*\n\n(.*)$/s.exec(section) ?? [];
    if (!code || !status || !title || !text)
      throw new Error(`a section is \`## code\`, \`**status title**\` and a text: ${section.slice(0, 80)}`);
    return { code, status: Number(status), title, text: text.trim() };
  });
  return { introduction: head.replace(/^# .*\n/, "").trim(), sections };
}

/** The module that carries the text of each page; status and title are known to the server. */
export function errorPages(markdown: string): string {
  const { introduction, sections } = readErrorSections(markdown);
  // From the page of one code that of another lies beside it.
  const html = (text: string) => JSON.stringify(toHtml(text, (code) => code));
  return `/** Generated from docs/errors.md by \`npm run generate\`; never edited. What each error code means, as HTML. */
export const errorsIntroduction = ${html(introduction)};

export const errorPages = {
${sections.map(({ code, text }) => `  ${JSON.stringify(code)}: ${html(text)},`).join("\n")}
};
`;
}
