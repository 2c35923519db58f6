import { settings, type Setting } from "../../server/settings.ts";

/** Every setting of smithd as a table, with the words of `smithd config`. */
export function settingsTable(): string {
  const row = ({ name, description, secret, fallback }: Setting) => {
    const names = secret ? `\`${name}\`<br>\`${name}_FILE\`` : `\`${name}\``;
    const preset = fallback === undefined ? "" : `\`${fallback}\``;
    return `| ${names} | ${preset} | ${description.replaceAll("|", "\\|").replaceAll("<", "&lt;")} |`;
  };
  return ["| setting | default | what it means |", "|---|---|---|", ...settings.map(row)].join("\n");
}
