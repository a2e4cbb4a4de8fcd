// Rules that every workflow keeps, so that neither an action that is tagged anew nor a dependency gets at a token or a release.
import { parse } from "yaml";

/** A row says what is wrong with a workflow, each fault in words; `broken` turns a sound workflow into ones that only this rule refuses. */
interface WorkflowRule {
  readonly id: string;
  readonly faults: (workflow: Workflow) => readonly string[];
  readonly broken: readonly (readonly [from: string | RegExp, to: string])[];
}

interface Workflow {
  readonly text: string;
  readonly permissions: unknown;
  readonly jobs: readonly Job[];
}

interface Job {
  readonly name: string;
  readonly text: string;
  readonly needs: readonly string[];
  readonly permissions: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
}

interface Step {
  /** Without the commit. */
  readonly action: string;
  readonly run: string;
  readonly with: Readonly<Record<string, unknown>>;
}

const PINNED = /^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const PUBLISH = /^npm publish --ignore-scripts [^\n;&|`$]*$/;
/** Whatever else may be written where a job only publishes. */
const PUBLISHERS_ACTIONS = ["actions/setup-node", "actions/download-artifact"];

export const rules: readonly WorkflowRule[] = [
  {
    id: "pinned",
    faults: ({ text }) =>
      [...text.matchAll(/\buses:[ \t]*(.*)/g)].map(([, pin = ""]) => pin).filter((pin) => !PINNED.test(pin)),
    broken: [
      [/checkout@\w+ # v4.2.2/, "checkout@v4"],
      [/checkout@\w+ # v4.2.2/, "checkout@0123456789abcdef0123456789abcdef01234567"],
      [/(checkout@\w+) # v4.2.2/, "$1 # v4"],
      [/checkout@\w{3}/, "checkout@"],
    ],
  },
  {
    id: "credentials",
    faults: ({ jobs }) =>
      stepsOf(jobs).flatMap(({ action, with: given }) =>
        action === "actions/checkout" && given["persist-credentials"] !== false ? [action] : [],
      ),
    broken: [
      ["persist-credentials: false", "persist-credentials: true"],
      ["persist-credentials: false", "fetch-depth: 0"],
    ],
  },
  {
    id: "install",
    faults: ({ jobs }) =>
      stepsOf(jobs).flatMap(({ run }) =>
        run
          .split("\n")
          .filter(
            (line) => /\b(?:npm (?:ci|i|install|add)|npx --yes)\b/.test(line) && !/npm ci --ignore-scripts/.test(line),
          ),
      ),
    broken: [
      ["npm ci --ignore-scripts", "npm ci"],
      ["npm ci --ignore-scripts", "npm install --ignore-scripts"],
      ["npm run package", "npm run package && npm i left-pad"],
    ],
  },
  {
    id: "shell",
    faults: ({ jobs }) => stepsOf(jobs).flatMap(({ run }) => (run.includes("${{") ? [run] : [])),
    broken: [
      ["npm run package", "npm run package -- ${{ github.ref }}"],
      [
        "- run: npm run package",
        "- run: |\n          npm run package\n          echo ${{ github.event.release.body }}",
      ],
    ],
  },
  {
    id: "rights",
    faults: ({ permissions, jobs }) => [
      ...(JSON.stringify(permissions) === '{"contents":"read"}' ? [] : ["what jobs may do if they say nothing"]),
      ...jobs.flatMap(({ name, text }) => (text.includes('"permissions":"') ? [`${name} may do anything`] : [])),
      ...jobs.flatMap(({ name, permissions: own, steps }) =>
        own["id-token"] === undefined || steps.some(({ run }) => run.includes("npm publish"))
          ? []
          : [`${name} may sign`],
      ),
    ],
    broken: [
      ["permissions:\n  contents: read\n", ""],
      ["contents: read", "contents: write"],
      ["build:\n", "build:\n    permissions: write-all\n"],
      ["build:\n", "build:\n    permissions:\n      id-token: write\n"],
    ],
  },
  {
    id: "publish",
    faults: ({ jobs }) =>
      jobs
        .filter(
          ({ text, steps }) =>
            /NPM_TOKEN|NODE_AUTH_TOKEN/.test(text) || steps.some(({ run }) => /\bnpm publish\b/.test(run)),
        )
        .flatMap(({ name, needs, steps }) => [
          ...steps.flatMap(({ action, run }) => {
            const harmless = action === "" ? PUBLISH.test(run) : PUBLISHERS_ACTIONS.includes(action);
            return harmless ? [] : [`${name} does more than publish: ${action}${run}`];
          }),
          ...(builtElsewhere(
            steps,
            jobs.filter((job) => needs.includes(job.name)),
          )
            ? []
            : [`${name} has nothing that was built`]),
        ]),
    broken: [
      ["      - run: npm publish", "      - run: node build.mjs\n      - run: npm publish"],
      ["npm publish --ignore-scripts package/*.tgz", "npm publish package/*.tgz && npm run after"],
      [
        "      - run: npm run package",
        "      - run: npm run package\n      - run: npm publish --ignore-scripts build/*.tgz",
      ],
      [/      - uses: actions\/download-artifact(?:.*\n){4}/, ""],
      ["    needs: build\n", ""],
      [/(download-artifact.*\n.*\n {10}name:) package/, "$1 other"],
    ],
  },
];

/** Faults of a workflow, as `rule: what is wrong`. */
export function brokenRules(text: string): readonly string[] {
  const workflow = readWorkflow(text);
  return rules.flatMap(({ id, faults }) => faults(workflow).map((fault) => `${id}: ${fault}`)).slice(0, 20);
}

function builtElsewhere(steps: readonly Step[], before: readonly Job[]): boolean {
  const namesOf = (all: readonly Step[], wanted: string): readonly unknown[] =>
    all.filter(({ action }) => action === wanted).map(({ with: given }) => given["name"]);
  const got = namesOf(steps, "actions/download-artifact");
  const made = namesOf(stepsOf(before), "actions/upload-artifact");
  return got.length > 0 && got.every((name) => made.includes(name));
}

function stepsOf(jobs: readonly Job[]): readonly Step[] {
  return jobs.flatMap(({ steps }) => steps);
}

function readWorkflow(text: string): Workflow {
  const read = recordOf(parse(text));
  const jobs = Object.entries(recordOf(read["jobs"])).map(([name, value]): Job => {
    const { needs, permissions, steps } = recordOf(value);
    return {
      name,
      text: JSON.stringify(value),
      needs: [needs].flat().map(String),
      permissions: recordOf(permissions),
      steps: [steps].flat().map((step) => {
        const { uses = "", run = "", with: given } = recordOf(step);
        return { action: String(uses).split("@")[0] ?? "", run: String(run), with: recordOf(given) };
      }),
    };
  });
  return { text, permissions: read["permissions"], jobs };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
