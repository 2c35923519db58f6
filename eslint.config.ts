import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "generated/", "node_modules/", "*.mjs", "server/http/docs/assets/"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // An async function is also how a synchronous answer becomes a promise that rejects.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/only-throw-error": "error",
      // Knex' builders are thenables, and timers and listeners are given async work that never rejects.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      // Objects here are literals with closures; none of their functions looks at `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        {
          allowNumber: true,
          allow: [
            { name: ["URLSearchParams"], from: "package", package: "node" },
            { name: ["URLSearchParams"], from: "lib" },
          ],
        },
      ],
      eqeqeq: "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-console": "off",
      "no-control-regex": "off",
    },
  },
  {
    // What a process says belongs to its programs; the rest returns it.
    files: ["server/**", "manifests/**", "clients/**", "cli-*/**"],
    ignores: ["server/main.ts", "server/commands/**", "**/*.test.ts"],
    rules: { "no-console": "error" },
  },
);
