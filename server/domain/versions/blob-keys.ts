/** Where a version's bytes lie. App, id and path are checked before they get here; nothing else reaches a key. */

export const draftKey = (app: string, version: string, draftId: string, path: string) =>
  `drafts/${app}/${version}/${draftId}/${path}`;

export const publishedKey = (app: string, version: string, path: string) =>
  `published/${app}/${version}/${path}`;
