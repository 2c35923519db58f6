import type { Version } from "../../database/versions.ts";

/** Where a version's bytes lie. App, id and path are checked before they get here; nothing else reaches a key. */
type Place = Pick<Version, "app" | "id" | "draftId">;

export const draftKey = ({ app, id, draftId }: Place, path: string) =>
  `drafts/${app}/${id}/${draftId}/${path}`;

/** With the draft's id: what a publish that never ended left behind must not stand in the way of the id's next draft. */
export const publishedKey = ({ app, id, draftId }: Place, path: string) =>
  `published/${app}/${id}/${draftId}/${path}`;

/** What a published version no longer needs. */
export const draftKeys = (place: Place, files: { path: string }[]) =>
  files.map(({ path }) => draftKey(place, path));

/** All that a draft may have left that will never be published: a publish may have got half way. */
export const abandonedKeys = (place: Place, files: { path: string }[]) => [
  ...draftKeys(place, files),
  ...files.map(({ path }) => publishedKey(place, path)),
];
