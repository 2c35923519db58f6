const LENGTH = 128;
const ID = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/;

/** Whether a text can be a version's id. Ids become folder names and parts of git refs, hence what is left out. */
export const isVersionId = (id: string): boolean =>
  ID.test(id) && !id.includes("..") && !/(?:\.|\.lock)$/i.test(id);

/** An id that is like `id` and can be one. */
export function suggestVersionId(id: string): string {
  const plain = id
    .replace(/[^A-Za-z0-9._+-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[._+-]+/, "")
    .replace(/(?:\.lock)+$/i, "")
    .slice(0, LENGTH)
    .replace(/[._+-]+$/, "");
  return isVersionId(plain) ? plain : "v1";
}
