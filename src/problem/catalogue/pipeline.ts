/** What can go wrong with models, the framework and releases. */

type BrokenCheck = {
  /** The check in words. */
  readonly says: string;
  readonly broken: number;
  /** Some of the rows, by their grain. */
  readonly rows: readonly string[];
};

const list = (lines: readonly string[]) => lines.map((line) => `\n  - ${line}`).join('');

const sentence = ({ says, broken, rows }: BrokenCheck, of: number) =>
  `${broken} of ${of} rows break "${says}" (${rows.join(', ')}${broken > rows.length ? ', …' : ''})`;

type DifferingScore = {
  readonly cycle: string;
  readonly country: string;
  readonly element: string;
  readonly published: number | null;
  readonly recomputed: number | null;
};

const differing = ({ cycle, country, element, published, recomputed }: DifferingScore) =>
  `${element} of ${country} in ${cycle} is ${published ?? 'not published'} by the SQL statements and ${recomputed ?? 'not published'} by the recomputation`;

export const pipelineProblems = {
  model_does_not_run: {
    status: 500,
    what: (d: { model: string; file: string; reason: string }) => `The model ${d.model} does not run: ${d.reason}`,
    fix: (d: { model: string; file: string }) =>
      `Correct ${d.file}; its examples run with "npx vitest run test/models.test.ts".`,
  },
  model_columns_differ: {
    status: 500,
    what: (d: { model: string; file: string; declared: readonly string[]; selected: readonly string[] }) =>
      `The model ${d.model} selects ${d.selected.join(', ')}, but its declaration has ${d.declared.join(', ')}.`,
    fix: (d: { file: string }) =>
      `Make the last select of ${d.file} and the columns of its declaration the same, in the same order.`,
  },
  model_checks_broken: {
    status: 500,
    what: (d: { model: string; file: string; of: number; checks: readonly BrokenCheck[] }) =>
      `${d.model}: ${d.checks.map((check) => sentence(check, d.of)).join('; ')}.`,
    fix: (d: { file: string }) => `Check these rows in the inputs of ${d.file}: either an input or the model is wrong.`,
  },
  model_example_wrong: {
    status: 500,
    what: (d: { model: string; file: string; example: string; reason: string }) =>
      `The example "${d.example}" of ${d.model} cannot be run: ${d.reason}`,
    fix: (d: { file: string }) =>
      `Correct the example in ${d.file}: it may contain only the tables that the model reads, and their columns.`,
  },
  scores_disagree: {
    status: 500,
    what: (d: { count: number; differences: readonly DifferingScore[] }) =>
      `${d.count} scores differ when they are recomputed independently of the SQL statements: ${d.differences.map(differing).join('; ')}${d.count > d.differences.length ? '; …' : ''}.`,
    fix: (_: object) =>
      'Check these scores in pipelines/indicators and pipelines/scores: if a statement was changed, change src/release/steps/recompute.ts accordingly.',
  },
  answers_not_protected: {
    status: 500,
    what: (d: { count: number; places: readonly string[] }) =>
      `${d.count} groups of answers that are not listed could be derived from the public files: ${d.places.join('; ')}${d.count > d.places.length ? '; …' : ''}. Nothing was published.`,
    fix: (_: object) =>
      'Ask these countries to choose "not for publication" for the sections concerned, or correct the model or page that shows more than listed answers and rounded groups; see docs/disclosure.md.',
  },
  framework_wrong: {
    status: 500,
    what: (d: { folder: string; faults: readonly string[] }) =>
      `The framework in ${d.folder} cannot be used:${list(d.faults)}`,
    fix: (_: object) => 'Correct each line listed; docs/method.md describes each file.',
  },
  method_page_unmarked: {
    status: 409,
    what: (d: { begin: string; end: string }) =>
      `The page has no place for the method: it needs the lines "${d.begin}" and "${d.end}", in this order.`,
    fix: (_: object) => 'Add both lines where the method belongs, and run the command again.',
  },
  figure_unknown: {
    status: 404,
    what: (d: { kind: string; code: string; known: readonly string[] }) =>
      `The release has no ${d.kind} "${d.code}" with a score.`,
    fix: (d: { known: readonly string[] }) =>
      d.known.length === 0 ? 'Ask for another country or element.' : `Similar codes: ${d.known.join(', ')}.`,
  },
  nothing_accepted: {
    status: 409,
    what: (d: { cycle: string }) =>
      `No submission of the cycle ${d.cycle} is accepted, so there is nothing to release.`,
    fix: (d: { cycle: string }) => `Accept one first: gap submission accept ${d.cycle} COUNTRY.`,
  },
  release_unknown: {
    status: 404,
    what: (d: { id: string }) => `The release "${d.id}" does not exist.`,
    fix: (_: object) => 'gap release list shows all releases.',
  },
  release_unreadable: {
    status: 500,
    what: (d: { id: string; file: string }) => `The release ${d.id} has no file "${d.file}".`,
    fix: (d: { id: string }) =>
      `Restore it from a backup; gap release verify ${d.id} lists everything that is missing.`,
  },
} as const;
