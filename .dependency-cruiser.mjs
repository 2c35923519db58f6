/** The doors between the rooms (docs/decisions/0001): who may import whom. architecture.test.ts breaks each to see it hold. */
const only = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

export default {
  forbidden: [
    only(
      "no-circles",
      "Imports go one way; a circle is two files that are really one.",
      {},
      { circular: true },
    ),
    only(
      "domain-never-looks-back",
      "domain/ is true whatever the wire: it imports neither http, operations, worker nor adapters.",
      { path: "^server/domain/", pathNot: "\\.test\\.tsx?$" },
      { path: "^server/(http|operations|adapters|commands|worker|smithd|main)" },
    ),
    only(
      "operations-have-no-adapters",
      "operations/ turn the wire into the domain and back; what they need is handed to them.",
      { path: "^server/operations/" },
      { path: "^server/(http|adapters|worker|smithd|main|commands)" },
    ),
    only(
      "http-knows-no-operation",
      "http/ is given its handlers; it imports no operation.",
      { path: "^server/http/" },
      { path: "^server/(operations|worker|smithd|main|commands)" },
    ),
    only(
      "database-knows-no-flow",
      "database/ holds queries; from the domain it takes types, errors and how texts are cut.",
      { path: "^server/database/" },
      { path: "^server/(http|operations|adapters|worker|smithd|main|commands)" },
    ),
    only(
      "adapters-stand-alone",
      "an adapter sees the domain's ports and errors, and no other room of the server.",
      { path: "^server/adapters/", pathNot: "\\.test\\.tsx?$" },
      { path: "^server/(?!adapters/|domain/(ports|errors)\\.ts)" },
    ),
    only(
      "composed-in-one-place",
      "only smithd.ts constructs adapters.",
      { path: "^server/", pathNot: "^server/(adapters/|smithd\\.ts)|\\.test\\.tsx?$" },
      { path: "^server/adapters/", dependencyTypesNot: ["type-only"] },
    ),
    only(
      "clients-never-see-the-server",
      "the CLIs and their shared room reach smithd through the contract only.",
      { path: "^(clients|cli-forge|cli-smithctl)/" },
      { path: "^(server|migrations)/" },
    ),
    only(
      "clis-stand-apart",
      "one CLI never imports the other; what both need is in clients/.",
      { path: "^cli-forge/" },
      { path: "^cli-smithctl/" },
    ),
    only(
      "clis-stand-apart-too",
      "one CLI never imports the other; what both need is in clients/.",
      { path: "^cli-smithctl/" },
      { path: "^cli-forge/" },
    ),
    only(
      "clients-stand-below-the-clis",
      "clients/ serve every caller of smithd and know no program.",
      { path: "^clients/" },
      { path: "^cli-" },
    ),
    only(
      "manifests-see-nothing-of-ours",
      "manifests/ is a library of its own.",
      { path: "^manifests/" },
      { path: "^(?!manifests/|node_modules/)", dependencyTypesNot: ["core"] },
    ),
    only(
      "one-door-into-manifests",
      "others enter manifests/ through index.ts.",
      { path: "^(?!manifests/)" },
      { path: "^manifests/(?!index\\.ts$)" },
    ),
    only(
      "koa-lives-in-http",
      "koa, @koa/router, openapi-backend and raw-body are used in http/ only, and beside it in benchmarks.",
      { path: "^(?!server/http/|bench/)" },
      { path: "^node_modules/(koa|@koa|openapi-backend|raw-body)/" },
    ),
    only(
      "knex-lives-in-database",
      "knex and pg are used in database/ and migrations/ only.",
      { path: "^(?!server/database/|migrations/|bench/|tests/)" },
      { path: "^node_modules/(knex|pg)/" },
    ),
    only(
      "s3-lives-in-its-adapter",
      "undici and AWS's packages are used in adapters/blobs/ only.",
      { path: "^(?!server/adapters/blobs/|bench/|tests/)" },
      { path: "^node_modules/(undici|@smithy|@aws-sdk)/" },
    ),
    only(
      "meow-lives-in-programs",
      "meow belongs to the programs.",
      { path: "^(?!clients/terminal/|server/main\\.ts)" },
      { path: "^node_modules/meow/" },
    ),
    only(
      "ink-lives-in-the-tui",
      "ink and react draw the interactive UI, and are loaded only for it.",
      { path: "^(?!cli-smithctl/tui/)" },
      { path: "^node_modules/(ink|react)/" },
    ),
    only(
      "data-draws-nothing",
      "data/ does the I/O of the interactive UI and knows neither its screens nor how they are drawn.",
      { path: "^cli-smithctl/tui/data/" },
      { path: "^cli-smithctl/tui/(app|components|screens|text)/|^node_modules/(ink|react)/" },
    ),
    only(
      "screens-do-no-io",
      "what is drawn takes types from generated/; whatever asks smithd or touches files is in data/.",
      { path: "^cli-smithctl/tui/(app|components|screens|text)/", pathNot: "\\.test\\.tsx?$" },
      {
        path: "^clients/(?!terminal/|problems|exit-codes|wait)|^(node:)?(fs|net|http)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    only(
      "processes-are-started-in-few-places",
      "git is spawned by its adapter and by forge's git.ts, and nowhere else in what ships.",
      {
        path: "^(server|clients|cli-|manifests)",
        pathNot: "^server/adapters/gitops/|^cli-forge/git\\.ts|\\.test\\.tsx?$",
      },
      { path: "^(node:)?child_process$" },
    ),
    only(
      "no-dev-code-in-programs",
      "what ships imports no test, script or benchmark.",
      { path: "^(server|clients|cli-|manifests|migrations)", pathNot: "\\.test\\.tsx?$" },
      { path: "^(tests|scripts|bench)/|\\.test\\.tsx?$" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|generated)/" },
    tsPreCompilationDeps: true,
    preserveSymlinks: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
