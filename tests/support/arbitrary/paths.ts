import fc from "fast-check";
import { words } from "./text.ts";

/** Few and short, so that they often meet. */
const names = fc.constantFrom(
  ...words("a A b a.yaml b.yml c.json A.yaml a.sh data version.yml kustomization.yaml Kustomization"),
);
const folders = fc.constantFrom(
  ...words("a A b a.yaml kustomization.yaml version.yml version.d Environments Kustomization"),
);
const overlays = fc.constantFrom("environments/staging", "environments/production", "environments/elsewhere");

/** Names that mean something to git, to a file system, to kustomize or to smithd. */
const odd = fc.constantFrom(
  ...words(`
    . .. ... .a a. -a _a ~ * $HOME %2e%2e %00 a:b a;b a|b "a" 'a' \`a\` C: CON aux.yaml a\\b ..\\a é.yaml ſ a.YAML - COMPONENT
    .git .GIT git~1 .gitattributes .gitmodules .gitignore environments staging Staging
    kustomization.yml Kustomization.yaml version.yaml VERSION.yml version.yml.yaml
  `),
  ...[
    "",
    "a b",
    "a.yaml ",
    "a\0b",
    "a\nb",
    "a\tb",
    "a\x1b",
    "\x7f",
    "\u212a",
    "\u2028",
    "\ud800",
    "\ufeffa",
    "e\u0301.yaml",
  ],
);
const fitting = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,9}$/);

const join = (segments: string[], name: string) => [...segments, name].join("/");
const inFolders = (folder: fc.Arbitrary<string>, name: fc.Arbitrary<string>, maxLength = 3) =>
  fc.tuple(fc.array(folder, { maxLength }), name).map(([segments, last]) => join(segments, last));

/** Seven to nine segments; 199 to 201 characters. */
const atTheLimits = fc.oneof(
  fc.integer({ min: 6, max: 8 }).map((depth) => `${"a/".repeat(depth)}deep.yaml`),
  fc.integer({ min: 199, max: 201 }).map((length) => `${"a".repeat(length - 5)}.yaml`),
  fc.integer({ min: 199, max: 201 }).map((length) => `${"folder/".repeat(7)}${"a".repeat(length - 54)}.yaml`),
);

/** Each alone nearly always passes; together they may not. */
const tame = fc.oneof(
  { weight: 4, arbitrary: inFolders(folders, names) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(overlays, inFolders(folders, names, 2))
      .map(([overlay, path]) => `${overlay}/${path}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(inFolders(fitting, fitting, 7), fc.constantFrom(".yaml", ".yml", ".json"))
      .map((parts) => parts.join("")),
  },
  { weight: 1, arbitrary: atTheLimits },
);

const characters = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      " ",
      "\0",
      "\n",
      ...words(`/ \\ : ; * ? " ' < > | % $ ~ @ # & ! . - _ + , = ( { [`),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom(..."éſ\u212a\u0301\u2024\u2215\uff0f") },
);
const oneCharacterMore = fc.tuple(tame, characters, fc.nat(1000)).map(([path, character, thousandths]) => {
  const at = Math.ceil((path.length * thousandths) / 1000);
  return path.slice(0, at) + character + path.slice(at);
});
const starts = fc.constantFrom(
  ...words("/ // ./ ../ \\ C:\\ file:/// environments/ environments/Staging/ environments//"),
);
const ends = fc.constantFrom("\0", "\n", " ", ...words("/ /. /.. ? # %2f /version.yml .lock"));
/** Anything, and what nearly is a path. */
export const anyPaths = fc.oneof(
  { weight: 3, arbitrary: oneCharacterMore },
  { weight: 1, arbitrary: tame },
  { weight: 2, arbitrary: inFolders(fc.oneof(odd, folders), fc.oneof(odd, names)) },
  { weight: 1, arbitrary: fc.tuple(starts, tame).map(([start, path]) => start + path) },
  { weight: 1, arbitrary: fc.tuple(tame, ends).map(([path, end]) => path + end) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 190, maxLength: 1100 }) },
);

/** Lists of paths of which many can make a version, and of which the others nearly can. `version.yml` is not left out. */
export const pathLists = fc
  .tuple(
    fc.array(tame, { minLength: 1, maxLength: 5 }),
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(anyPaths, { maxLength: 2 })),
  )
  .map(([tameOnes, hostileOnes]) => [
    "version.yml",
    ...tameOnes.filter((path) => path !== "version.yml"),
    ...hostileOnes,
  ]);
