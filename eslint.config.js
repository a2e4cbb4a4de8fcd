// Lint rules: no `any`, no assertions that silence the compiler, and imports that only run down the house.
import tseslint from "typescript-eslint";

/** Rooms of src/ from the top of the house to its foundation; a room may import only rooms named after it. */
const house = {
  cli: [],
  api: [
    "pipeline",
    "register",
    "formats",
    "reference",
    "model",
    "emit",
    "diff",
    "fetch",
    "check",
    "stubs",
    "local",
    "source",
  ],
  pipeline: [
    "site",
    "register",
    "formats",
    "reference",
    "samples",
    "model",
    "emit",
    "diff",
    "fetch",
    "runtime",
    "source",
  ],
  site: ["diff", "emit", "model", "source"],
  check: ["runtime", "emit", "model", "source"],
  fetch: ["reference", "formats", "source"],
  stubs: ["emit", "model", "source"],
  local: ["runtime", "check", "model", "source"],
  emit: ["model", "source"],
  diff: ["model", "register", "source"],
  model: ["reference", "samples", "register", "source"],
  reference: ["samples", "formats", "register", "source"],
  samples: ["source"],
  register: ["formats", "source"],
  formats: ["source"],
  runtime: [],
  source: [],
};
const rooms = Object.keys(house);

const forbidden = (room) => rooms.filter((other) => other !== room && !house[room].includes(other));

export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "build/**",
      "generated/**",
      "docs-input/**",
      "coverage/**",
      "test/**/fixtures/**",
      "test/**/goldens/**",
      "test/types/**",
    ],
  },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    rules: {
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      eqeqeq: "error",
      "no-console": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
    },
  },
  {
    files: ["docs/**", "eslint.config.js", "scripts/**", "src/runtime/platform/*.js"],
    rules: { "no-console": "off", "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
  ...rooms.map((room) => ({
    files: [`src/${room}/**/*.ts`],
    // The short way of a run with nothing to do: it would be no short way through the interface.
    ignores: ["src/cli/main.ts", "src/cli/console.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${forbidden(room).join("|") || "(?!)"})(/|\\.ts)`,
              message: `src/${room} may import only: ${house[room].join(", ") || (room === "cli" ? "src/index.ts" : "nothing of the house")}`,
            },
          ],
        },
      ],
    },
  })),
);
