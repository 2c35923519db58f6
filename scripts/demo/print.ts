import type { Stage } from "./stage.ts";
import type { Result, Scene } from "./story.ts";

const styled = (colour: boolean, start: number) => (text: string) =>
  colour ? `\x1b[${start}m${text}\x1b[0m` : text;

/** Prints the story for people, as it goes on. */
export function printer(colour: boolean) {
  const bold = styled(colour, 1);
  const dim = styled(colour, 2);
  const section = (title: string) => console.log(`\n${bold(title)}`);
  return {
    scene({ title, command, output }: Scene): void {
      section(title);
      console.log(dim(`$ ${command}`));
      console.log(indented(output));
    },
    result({ commits, tree }: Result, table: string): void {
      section("The commits in the GitOps repository, newest first");
      for (const { id, subject } of commits) console.log(`  ${dim(id.slice(0, 12))}  ${subject}`);
      section("Its tree");
      console.log(indented(treeOf(tree).join("\n")));
      section("What runs where");
      console.log(indented(table.trimEnd()));
    },
    done({ versions, deployments, commits }: Result, seconds: number): void {
      const counts = `${versions.length} versions published, ${deployments.length} deployments, ${commits.length} commits`;
      console.log(`\n${counts}, in ${seconds.toFixed(1)} s, everything real. Nothing is left behind.`);
      console.log("`npm run demo -- --keep` leaves it running; `npm start` runs smithd on ./data.");
    },
    kept({ url, keyFile, repository }: Stage): void {
      section("It is still running. To go on, in another terminal:");
      console.log(`  export DEPLOYSMITH_URL=${url} DEPLOYSMITH_API_KEY_FILE=${keyFile}`);
      console.log(`  export PATH="$PWD/dist/bin:$PATH"`);
      console.log("  smithctl apps show hello");
      console.log("  smithctl versions hello");
      console.log("  smithctl environments production");
      console.log("  forge publish examples/hello/manifests --app hello --version mine --wait");
      console.log(`  git clone ${repository} gitops     # what Flux would read`);
      console.log("\nCtrl-C ends it and removes its folder.");
    },
  };
}

const indented = (text: string) =>
  text
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");

/** Paths as a tree with branches, folders before their contents. */
export function treeOf(paths: string[], prefix = ""): string[] {
  const byHead = Map.groupBy(paths, (path) => path.split("/")[0]!);
  const heads = [...byHead.keys()].sort();
  return heads.flatMap((head, index) => {
    const isLast = index === heads.length - 1;
    const inner = byHead.get(head)!.flatMap((path) => (path === head ? [] : [path.slice(head.length + 1)]));
    return [
      `${prefix}${isLast ? "└── " : "├── "}${head}`,
      ...treeOf(inner, `${prefix}${isLast ? "    " : "│   "}`),
    ];
  });
}
