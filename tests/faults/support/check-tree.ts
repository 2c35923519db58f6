import { createHash } from "node:crypto";
import type { Commit, Evidence } from "./evidence.ts";
import { grouped, inOrder, known, placeOf } from "./order.ts";
import { trailersOf, type Trailers } from "./trailers.ts";

type Tree = Map<string, string>;
type Published = Evidence["published"];

/** Each commit left its app's folder as its version was published and touched nothing else, and so is the head. */
export function checkTree(evidence: Evidence): string[] {
  const { commits, published } = evidence;
  const tree: Tree = new Map();
  const wrong = commits.flatMap((commit) => {
    for (const [path, blob] of commit.changes) {
      if (blob === undefined) tree.delete(path);
      else tree.set(path, blob);
    }
    const trailers = trailersOf(commit.message);
    return trailers
      ? [...strayed(commit, trailers), ...folderDiffers(tree, trailers, published, commit.id)]
      : [];
  });
  return [...wrong, ...atTheHead(evidence, tree)];
}

function strayed({ id, changes }: Commit, { app, environment }: Trailers): string[] {
  const apps = `environments/${environment}/apps`;
  return [...changes.keys()]
    .filter((path) => !path.startsWith(`${apps}/${app}/`))
    .filter((path) => ![`${apps}/kustomization.yaml`, `${apps}/.gitkeep`].includes(path))
    .map((path) => `${id} is for ${placeOf({ app, environment })} and changes ${path}.`);
}

function atTheHead({ accepted, published, foreign, listed }: Evidence, tree: Tree): string[] {
  const runs = [...grouped(accepted, ({ deployment }) => placeOf(deployment)).values()].map((ofPlace) => {
    const { app, environment } = ofPlace[0]!.deployment;
    const deployed = inOrder(ofPlace)
      .map(known)
      .filter(({ status }) => status === "deployed");
    const version = deployed.at(-1)?.version;
    return { app, environment, ...(version !== undefined && { version }) };
  });
  const folders = runs.flatMap((place) => folderDiffers(tree, place, published, "the head"));
  const expected = grouped(
    runs.filter(({ version }) => version !== undefined),
    ({ environment }) => environment,
  );
  const lists = Object.entries(listed).flatMap(([environment, apps]) => {
    const names = (expected.get(environment) ?? []).map(({ app }) => app).toSorted();
    return names.join() === apps.toSorted().join()
      ? []
      : [
          `${environment} lists ${apps.join(", ") || "nothing"} and should list ${names.join(", ") || "nothing"}.`,
        ];
  });
  return [...folders, ...lists, ...lostFiles(foreign, tree)];
}

function folderDiffers(
  tree: Tree,
  place: { app: string; environment: string; version?: string },
  published: Published,
  at: string,
): string[] {
  const folder = `environments/${place.environment}/apps/${place.app}/`;
  const found = new Map(
    [...tree]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, blob]) => [path.slice(folder.length), blob]),
  );
  const wanted = place.version === undefined ? {} : (published.get(`${place.app} ${place.version}`) ?? {});
  // smithd adds it, so that nothing but the manifests is applied.
  const added = place.version === undefined ? [] : ["kustomization.yaml"];
  const paths = new Set([...found.keys(), ...Object.keys(wanted), ...added]);
  const wrong = [...paths].filter((path) =>
    added.includes(path) ? !found.has(path) : found.get(path) !== blobOf(wanted[path]),
  );
  return wrong.length === 0
    ? []
    : [`At ${at} ${placeOf(place)} is not ${place.version ?? "gone"}: ${wrong.join(", ")} differ.`];
}

/** What outsiders wrote last under each path. */
function lostFiles(foreign: Evidence["foreign"], tree: Tree): string[] {
  const texts = new Map(foreign.flatMap(({ files }) => Object.entries(files)));
  return [...texts]
    .filter(([path, text]) => tree.get(path) !== blobId(text))
    .map(([path]) => `${path}, which somebody else wrote, is not as it was written.`);
}

const blobOf = (text: string | undefined) => (text === undefined ? undefined : blobId(text));

export const blobId = (text: string) =>
  createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");
