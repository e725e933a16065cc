/** What can go wrong with models, the framework and releases. */
import { counted, listed, type ProblemSentences } from '../sentence.ts';

type BrokenCheck = {
  /** The check in words. */
  readonly says: string;
  readonly broken: number;
  /** Some of the rows, by their grain. */
  readonly rows: readonly string[];
};

const sentence = ({ says, broken, rows }: BrokenCheck, of: number) =>
  `${broken} of ${of} rows do not meet the check "${says}" (${listed(rows)}${broken > rows.length ? ', …' : ''})`;

type DifferingScore = {
  readonly cycle: string;
  readonly country: string;
  readonly element: string;
  readonly published: number | null;
  readonly recomputed: number | null;
};

const differing = ({ cycle, country, element, published, recomputed }: DifferingScore) =>
  `${element} of ${country} in ${cycle} is ${published ?? 'not published'} in the models and ${recomputed ?? 'not published'} in the recomputation`;

export const pipelineProblems = {
  model_does_not_run: {
    status: 500,
    what: (d: { model: string; file: string; reason: string }) => `The model "${d.model}" cannot be run: ${d.reason}`,
    fix: (d: { model: string; file: string }) =>
      `Correct "${d.file}". To run its examples: "npx vitest run test/models.test.ts".`,
  },
  model_columns_differ: {
    status: 500,
    what: (d: { model: string; file: string; declared: readonly string[]; selected: readonly string[] }) =>
      `The model "${d.model}" selects these columns: ${listed(d.selected)}. Its declaration has these: ${listed(d.declared)}.`,
    fix: (d: { file: string }) =>
      `Make the columns of the last "select" in "${d.file}" and those of its declaration the same, in the same order.`,
  },
  model_checks_broken: {
    status: 500,
    what: (d: { model: string; file: string; of: number; checks: readonly BrokenCheck[] }) =>
      `The model "${d.model}": ${d.checks.map((check) => sentence(check, d.of)).join('; ')}.`,
    fix: (d: { file: string }) =>
      `Check these rows in the inputs of "${d.file}". Either an input or the model is wrong.`,
  },
  model_example_wrong: {
    status: 500,
    what: (d: { model: string; file: string; example: string; reason: string }) =>
      `The example "${d.example}" of the model "${d.model}" cannot be run: ${d.reason}`,
    fix: (d: { file: string }) =>
      `Correct the example in "${d.file}". It may contain only the tables that the model reads, and their columns.`,
  },
  scores_disagree: {
    status: 500,
    what: (d: { count: number; differences: readonly DifferingScore[] }) =>
      `${counted(d.count, { one: 'One score differs', other: '# scores differ' })} when recomputed independently of the models: ${d.differences.map(differing).join('; ')}${d.count > d.differences.length ? '; …' : ''}.`,
    fix: (_: object) =>
      'Check the models in "pipelines/indicators" and "pipelines/scores". If a model was changed on purpose, change "src/release/steps/recompute.ts" in the same way.',
  },
  answers_not_protected: {
    status: 500,
    what: (d: { count: number; places: readonly string[] }) =>
      `${counted(d.count, { one: 'One group', other: '# groups' })} of answers that are not listed could be derived from the public files: ${d.places.join('; ')}${d.count > d.places.length ? '; …' : ''}. Nothing was published.`,
    fix: (_: object) =>
      'Ask these countries to choose "not for publication" for the sections concerned, or correct the model or page that shows too much. See "docs/disclosure.md".',
  },
  method_page_unmarked: {
    status: 409,
    what: (d: { begin: string; end: string }) =>
      `The page has no place for the method. It needs the lines "${d.begin}" and "${d.end}", in this order.`,
    fix: (_: object) => 'Add both lines where the method belongs, then run the command again.',
  },
  figure_unknown: {
    status: 404,
    what: (d: { kind: string; code: string; known: readonly string[] }) =>
      d.kind === 'cycle'
        ? `No public release contains the cycle "${d.code}".`
        : `The release has no ${d.kind} "${d.code}" with a score.`,
    fix: (d: { kind: string; known: readonly string[] }) =>
      d.known.length === 0
        ? d.kind === 'cycle'
          ? '"gap release list" shows all releases.'
          : 'Choose another country or element.'
        : `Similar codes: ${listed(d.known)}.`,
  },
  nothing_accepted: {
    status: 409,
    what: (d: { cycle: string }) =>
      `No submission of the cycle ${d.cycle} is accepted, so there is nothing to release.`,
    fix: (d: { cycle: string }) => `Accept one first: "gap submission accept ${d.cycle} COUNTRY".`,
  },
  release_unknown: {
    status: 404,
    what: (d: { id: string }) => `The release "${d.id}" does not exist.`,
    fix: (_: object) => '"gap release list" shows all releases.',
    onPage: { fix: (_: object) => 'See the list of releases.' },
  },
  release_unreadable: {
    status: 500,
    what: (d: { id: string; file: string }) => `The release ${d.id} has no file "${d.file}".`,
    fix: (d: { id: string }) =>
      `Restore it from a backup. "gap release verify ${d.id}" lists everything that is missing.`,
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
