/**
 * Describes the method of a questionnaire version from the data that computes it: weights from the table that a
 * release publishes, rules from the inputs that it is made from. So the description cannot disagree with a figure.
 */
import { cycleOf, frozenMeaning, listInstruments, loadCycleRules, loadInstrument } from '../../questionnaire/index.ts';
import { assemble } from '../build/assemble.ts';
import { buildRelease, type ReleaseInputs } from '../build/build.ts';
import { openRelease } from '../files/open.ts';
import type { InputRow } from '../input/inputs.ts';
import { markdownTable, plain } from './table.ts';

export type ElementNames = (kind: string, id: string) => string;

/** A row of the mart `framework`: the weights of a release. */
export type FrameworkRow = {
  readonly level: string;
  readonly element: string;
  readonly parent: string | null;
  readonly weight: number | null;
  readonly effective_weight: number | null;
  readonly shown_only: boolean;
  readonly scored_in_public: boolean;
  readonly combine: string | null;
  readonly list: string | null;
  readonly scorer: string | null;
};

/**
 * The method of the public edition as Markdown, headings from the second level.
 *
 * @param version - of the questionnaire; by default the newest
 * @throws Problem `instrument_unknown`, `content_faulty`
 */
export async function describeMethod(contentRoot: string, id: string, version?: string): Promise<string> {
  const newest = listInstruments(contentRoot)
    .filter((name) => name.id === id)
    .map((name) => name.version)
    .at(-1);
  const instrument = loadInstrument(contentRoot, id, version ?? newest ?? '');
  const language = instrument.languages[0]!;
  const inputs = emptyCycle(contentRoot, instrument);
  // A release without any country: its weights are those of every release, as weights do not depend on who reported.
  const release = openRelease((await buildRelease({ contentRoot, inputs })).files);
  const labels = new Map(
    inputs.tables.labels
      .filter((label) => label.language === language)
      .map((label) => [`${label.kind}\n${label.id}`, label.label]),
  );
  const names: ElementNames = (kind, code) => labels.get(`${kind}\n${code}`) ?? '';
  const framework = release.rows<FrameworkRow>('framework');
  return [
    `## ${names('instrument', id) || instrument.texts.get(language)!.title}: ${cycleOf(instrument)}`,
    elements(framework, names),
    questions(framework, names),
    answers(inputs, framework),
    kept(inputs, framework),
    rules(inputs),
    needs(inputs, names),
    flags(inputs, names),
    varied(inputs),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function emptyCycle(contentRoot: string, instrument: ReturnType<typeof loadInstrument>): ReleaseInputs {
  const { id, version, filesHash } = instrument;
  const cycle = {
    id: cycleOf(instrument),
    instrument: id,
    version,
    instrumentHash: filesHash,
    ...frozenMeaning(instrument),
    openedAt: '',
    openedBy: '',
    closesOn: null,
    target: null,
    targetYear: null,
    baseline: null,
    rules: null,
    rulesHash: null,
  };
  const frozen = {
    cycle,
    rules: loadCycleRules(contentRoot, id, version),
    instrument,
    invited: [],
    accepted: new Map(),
  };
  return assemble({
    frozen: { cycles: [frozen], kind: 'real', treatyFacts: [] },
    contentRoot,
    software: '',
    edition: 'public',
    seal: '',
  });
}

function elements(framework: readonly FrameworkRow[], names: ElementNames): string {
  const rows: (string | number | null)[][] = [];
  const add = (level: string, parent: string | null, below: readonly string[]) => {
    for (const row of framework.filter((one) => one.level === level && one.parent === parent)) {
      const use = row.shown_only ? 'shown, never scored' : row.scored_in_public ? '' : 'not in the public edition';
      const share = row.weight === null ? '' : plain(row.weight);
      const whole = row.effective_weight === null ? '' : plain(row.effective_weight);
      rows.push([row.element, level, names(level, row.element), share, whole, use]);
      if (below[0]) add(below[0], row.element, below.slice(1));
    }
  };
  add('dimension', null, ['pillar', 'indicator']);
  const head = ['code', 'level', 'what', 'share of the parent', 'share of the dimension', ''];
  return `### Scored elements\n\n${markdownTable(head, rows)}`;
}

function questions(framework: readonly FrameworkRow[], names: ElementNames): string {
  const above = new Map(framework.map((row) => [row.element, row]));
  const rows = framework
    .filter((row) => row.level === 'question' && row.weight !== null)
    .map((row) => [
      row.parent!,
      row.element,
      names('question', row.element),
      row.list ?? row.scorer ?? '',
      row.combine === null ? '' : `the best of ${row.combine}`,
      row.weight! * 100,
      row.weight! * 100 * (above.get(row.parent!)?.weight ?? 0),
      row.effective_weight! * 100,
    ]);
  const head = ['indicator', 'question', 'asks', 'scored by', 'counts', 'in indicator', 'in pillar', 'in dimension'];
  return [
    '### Contribution of each question',
    'Points that the question contributes if it scores 100 and every other question of the same element has a value.',
    markdownTable(head, rows),
  ].join('\n\n');
}

function answers({ tables }: ReleaseInputs, framework: readonly FrameworkRow[]): string {
  const lists = new Set(framework.filter((row) => row.scorer === 'choice').map(({ list }) => list));
  const choices = tables.choices
    .filter(({ list }) => lists.has(list))
    .sort((a, b) => (a.list === b.list ? a.position - b.position : a.list < b.list ? -1 : 1))
    .map(({ list, choice, score }) => [list, choice, score === null ? 'not counted' : plain(score)]);
  const others = tables.scored_items
    .filter(({ scorer }) => scorer !== 'choice')
    .map((row) => [row.item, reported(row)]);
  const reported_ = others.length === 0 ? [] : [markdownTable(['answer', 'score'], others)];
  return ['### From answer to score', markdownTable(['list', 'choice', 'score'], choices), ...reported_].join('\n\n');

  function reported({ item, scorer, low, high }: InputRow<'scored_items'>): string {
    if (scorer === 'goalposts')
      return `0 at ${plain(low!)}, 100 at ${plain(high!)}, linear between them, constant beyond`;
    const counted = tables.share_choices.filter((one) => one.item === item).map(({ choice }) => choice);
    return `100 times the share of these choices that is selected: ${counted.join(', ')}`;
  }
}

function kept({ tables }: ReleaseInputs, framework: readonly FrameworkRow[]): string {
  const rows = framework.filter((row) => row.level === 'question' && row.weight === null);
  const list = (reported: string, some: readonly FrameworkRow[]) =>
    some.length === 0 ? [] : [`- ${reported}: ${some.map(({ element }) => element).join(', ')}.`];
  const lines = [
    ...list(
      'Shown with its indicator and never scored',
      rows.filter((row) => row.shown_only),
    ),
    ...list(
      'Not public, so not scored in the public edition for any country',
      rows.filter((row) => !row.shown_only),
    ),
    ...[...Map.groupBy(tables.context_questions, ({ context }) => context)].map(
      ([context, some]) =>
        `- Shown for context (${context}) and never scored: ${[...new Set(some.map(({ question }) => question))].join(', ')}.`,
    ),
  ];
  return lines.length === 0 ? '' : `### Questions that are not scored\n\n${lines.join('\n')}`;
}

function rules({ tables }: ReleaseInputs): string {
  const cycle = tables.cycles[0]!;
  const tiers = tables.tiers.map(({ from_score }) => from_score).filter((from) => from > 0);
  const rows = [
    ['Least share with a value for a score to be published', plain(cycle.coverage_threshold)],
    [
      'Least share of all scored questions asked that must have a value, including those that do not apply',
      plain(cycle.answered_threshold),
    ],
    ['Reference date: support is active if it runs on this date', cycle.reference_date],
    ['Tiers begin at', [0, ...tiers].join(', ')],
    ['Least number of countries with a score for a mean to be shown', plain(cycle.least_group)],
    ...(cycle.target === null ? [] : [['Target', `${plain(cycle.target)} by ${cycle.target_year ?? 'no set year'}`]]),
    ...(cycle.baseline_cycle === null ? [] : [['Progress is measured from', cycle.baseline_cycle]]),
    ['On track from a pace of', plain(cycle.pace_on_track)],
    ['Moderate from', plain(cycle.pace_moderate)],
    ['Insufficient from', `${plain(cycle.pace_insufficient)}; below it, moving away`],
    [
      'A change is called progress if it has the same sign in',
      `${plain(cycle.same_sign * 100)} % of the paired replications`,
    ],
  ];
  return `### Rules set with the cycle\n\n${markdownTable(['rule', 'value'], rows)}`;
}

function needs({ tables }: ReleaseInputs, names: ElementNames): string {
  const target = tables.cycles[0]!.need_target;
  if (target === null || tables.areas.length === 0) return '';
  const areas = tables.areas.map(({ area }) => [
    area,
    names('area', area),
    tables.area_questions
      .filter((one) => one.area === area)
      .map(({ question }) => question)
      .join(', '),
  ]);
  const factors = tables.priority_factors.map(({ choice, factor, pressing }) => [
    choice,
    plain(factor),
    pressing ? 'pressing' : '',
  ]);
  const variants = tables.need_variants.map(({ variant }) => [variant, names('need_variant', variant)]);
  return [
    '### Needs by area',
    `Need = max(0, ${plain(target)} − mean score of the area) ÷ ${plain(target)} × factor of the stated priority × 100.`,
    markdownTable(['stated priority', 'factor', ''], factors),
    markdownTable(['area', 'name', 'questions'], areas),
    ...(variants.length === 0 ? [] : ['Alternative assumptions, shown next to it:']),
    ...(variants.length === 0 ? [] : [markdownTable(['variant', 'what'], variants)]),
  ].join('\n\n');
}

function flags({ tables }: ReleaseInputs, names: ElementNames): string {
  if (tables.flags.length === 0) return '';
  const lines = tables.flags.map(
    ({ flag, indicator, at_least, beside, under }) =>
      `- _${names('flag', flag)}_ if ${indicator} is ${plain(at_least)} or more while ${beside} is under ${plain(under)}.`,
  );
  return `### Flags\n\n${lines.join('\n')}`;
}

function varied({ tables }: ReleaseInputs): string {
  if (tables.variations.length === 0) return '';
  const settings = Map.groupBy(tables.variations, ({ setting }) => setting);
  const rows = [...settings].map(([setting, values]) => [setting, values.map(({ value }) => value).join(', ')]);
  return [
    '### Variation of the method',
    '`uncertainty.yaml` explains each setting; the first value of each is the method itself.',
    markdownTable(['setting', 'values'], rows),
  ].join('\n\n');
}
