import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerClass, classOf, type SectionPublication } from '../../../src/domain/index.ts';
import { hiddenQuestions, type Instrument, parseRelevance, type Question } from '../../../src/questionnaire/index.ts';
import { type DisclosedAnswer, disclose, emptyInputs } from '../../../src/release/index.ts';
import { pillarHashes, roundingMethod } from '../../../src/release/protect/basis.ts';
import { earlierKey, readEarlier } from '../../../src/release/protect/earlier.ts';
import type { ScoringLink } from '../../../src/release/protect/groups.ts';
import { suppressSecondary } from '../../../src/release/protect/secondary.ts';
import type { KnownSums } from '../../../src/release/protect/solve.ts';

/**
 * The complete attack, by enumeration: every combination of answers to a small questionnaire is published. Combinations
 * with the same inputs cannot be distinguished by any reader. Among these, each unlisted answer must have at least
 * three values, or all where there are fewer.
 */
describe('among all answers that give the same public inputs', () => {
  it('each unlisted one has three values, or all', () => {
    fc.assert(
      fc.property(small, (asked) => {
        expect(shownAnswers(asked)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Partial<Asked>]>([
    ['five steps, five questions', { questions: Array.from({ length: 4 }, () => five) }],
    ['yes or no', { questions: Array.from({ length: 5 }, () => ({ ...five, list: 'yn' })) }],
    [
      'one of three leaves the denominator',
      { questions: Array.from({ length: 4 }, () => ({ ...five, list: 'case' })) },
    ],
    ['a low answer hides the next', { questions: [five, { ...five, parent: 0 }, five, five] }],
    ['the better of two counts', { questions: [{ ...five, combine: true }, { ...five, combine: true }, five, five] }],
    ['one question alone', { questions: [five] }],
    ['a parent is tightened', { questions: [{ ...five, tightened: true }, { ...five, parent: 0 }, five, five, five] }],
  ])('%s', (_, asked) => {
    expect(shownAnswers({ publications: ['scores_only', 'scores_only'], ...asked } as Asked)).toEqual([]);
  });

  it('exact sums would disclose answers, so the search can find disclosures', () => {
    const exact = { questions: [five, five], publications: ['scores_only', 'scores_only'] } as Asked;
    expect(
      shownAnswers(exact, (values) => [String(values.reduce((sum, value) => sum + Number(value ?? 0), 0))]),
    ).not.toEqual([]);
  });
});

describe('among all answers that give the same two public releases', () => {
  const four = { questions: [five, five, five, five], publications: ['scores_only', 'scores_only'] } as Asked;
  const tighten = (at: number): Asked => ({
    ...four,
    questions: four.questions.map((one, place) => (place === at ? { ...one, tightened: true } : one)),
  });
  const open = (publications: Asked['publications']): Asked => ({
    publications,
    questions: four.questions.map((one, place) => ({ ...one, section: place === 3 ? 1 : 0 })),
  });

  /** The same questions with other weights or groups. */
  const reframe = (changes: readonly Partial<AskedQuestion>[], of = four): Asked => ({
    ...of,
    questions: of.questions.map((one, place) => ({ ...one, ...changes[place] })),
  });
  const regrouped = reframe([{ weight: 2 }, { indicator: 1 }, { indicator: 1 }], open(['scores_only', 'scores_only']));

  it.each<[string, Asked, Asked]>([
    ['one answer is tightened between them', four, tighten(1)],
    ['one answer is no longer tightened', tighten(1), four],
    ['most answers are published later', open(['scores_only', 'scores_only']), open(['published', 'scores_only'])],
    ['most answers were published earlier', open(['published', 'scores_only']), open(['scores_only', 'scores_only'])],
    ['the rest is not published later', open(['scores_only', 'scores_only']), open(['published', 'not_published'])],
    ['nothing has changed', four, four],
    ['one answer weighs more later', four, reframe([{ weight: 2 }])],
    ['one answer weighed more earlier', reframe([{ weight: 2 }, { weight: 2 }]), four],
    ['one answer feeds another indicator later', four, reframe([{ indicator: 1 }])],
    ['two answers feed another pillar later', four, reframe([{ indicator: 2 }, { indicator: 2 }])],
    ['two answers are alternatives later', four, reframe([{ combine: true }, { combine: true }])],
    [
      'the better of two counted earlier, and an answer is tightened',
      reframe([{ combine: true }, { combine: true }]),
      tighten(1),
    ],
    ['weights change, and most answers are published later', regrouped, open(['published', 'scores_only'])],
  ])('each one that neither lists has three values where %s', (_, before, after) => {
    expect(shownAnswers(before, undefined, after)).toEqual([]);
  });

  it('a group that depends on a listed answer is withheld after that answer changes', () => {
    const asked: Asked = {
      publications: ['scores_only', 'published'],
      questions: [{ ...five, section: 1, indicator: 1 }, { ...five, parent: 0 }, five, five, five],
    };
    const rowsOf = (parent: string, earlier: ReturnType<typeof earlierOf>[] = []) =>
      publishedRows(
        asked,
        asked.questions.map((one, at) => answerOf(one, codeOf(at), at === 0 ? parent : '2', asked)),
        earlier,
      );
    const isRounded = (rows: ReturnType<typeof rowsOf>) => rows.some(({ surrogate }) => surrogate !== null);
    const before = earlierOf(rowsOf('2'), asked);
    expect(isRounded(rowsOf('2', [before]))).toBe(true);
    expect(isRounded(rowsOf('3'))).toBe(true);
    expect(isRounded(rowsOf('3', [before]))).toBe(false);
  });

  it('each one has three values after any change of the framework between them', () => {
    const changes = fc.record({
      weight: fc.constantFrom(1, 1, 2),
      indicator: fc.constantFrom(0, 0, 1, 2),
      combine: fc.constantFrom(false, false, true),
    });
    const pair = fc.tuple(
      fc.array(changes, { minLength: 3, maxLength: 4 }),
      fc.array(changes, { minLength: 4, maxLength: 4 }),
    );
    fc.assert(
      fc.property(pair, ([earlier, later]) => {
        const asked = { ...four, questions: four.questions.slice(0, earlier.length) };
        expect(shownAnswers(reframe(earlier, asked), undefined, reframe(later, asked))).toEqual([]);
      }),
      { numRuns: 10, seed: 20261129 },
    );
  });

  it('a group that has not changed is rounded as before', () => {
    const answers = four.questions.map((one, at) => answerOf(one, codeOf(at), '2', four));
    const rows = (earlier: ReturnType<typeof earlierOf>[]) => publishedRows(four, answers, earlier);
    expect(rows([]).some(({ surrogate }) => surrogate !== null)).toBe(true);
    expect(rows([earlierOf(rows([]), four)])).toEqual(rows([]));
  });
});

/** The public inputs of a release of one country that answers the questionnaire. */
function publishedRows(
  asked: Asked,
  answers: readonly DisclosedAnswer[],
  earlier: Parameters<typeof disclose>[5] = [],
): ReturnType<typeof disclose>['rows'] {
  const { instrument, links, sums } = kept(asked);
  const { rows, groups } = disclose(
    instrument,
    { cycle: 'small-1', country: 'XAA' },
    answers,
    'public',
    links,
    earlier,
  );
  const content = {
    ...emptyInputs(),
    cycles: [{ cycle: 'small-1', position: 1, baseline_cycle: null, priority_question: 'N', is_current: true }],
    area_questions: links.slice(1).map(({ question }) => ({ area: 'A', question })),
    indicator_questions: links,
  } as unknown as Parameters<typeof suppressSecondary>[0];
  const of = { cycle: 'small-1', groups, rows: new Map(rows.map((row) => [row.item, row])) };
  return [...suppressSecondary(content, new Map([['small-1', instrument]]), [of], sums)[0]!.rows.values()];
}

/**
 * The questionnaire of each `Asked`, made once, as in a release: what is found of a questionnaire is kept by the product
 * and holds for every combination of answers.
 */
function kept(asked: Asked) {
  const found = known.get(asked) ?? {
    instrument: instrumentOf(asked),
    links: linksOf(asked),
    sums: new Map(),
  };
  known.set(asked, found);
  return found;
}
const known = new WeakMap<Asked, { instrument: Instrument; links: ScoringLink[]; sums: KnownSums }>();

const basisOf = (asked: Asked) => ({
  method: roundingMethod,
  pillars: { 'small-1': pillarHashes(kept(asked).instrument, kept(asked).links) },
});
const earlierOf = (rows: ReturnType<typeof publishedRows>, asked: Asked) =>
  readEarlier(
    rows,
    rows.filter(({ listed }) => listed).map((row) => ({ ...row, value_text: row.value })),
    basisOf(asked),
  ).get(earlierKey('small-1', 'XAA'))!;

type AskedQuestion = {
  readonly section: number;
  readonly list: 'five' | 'yn' | 'case';
  readonly indicator: number;
  readonly weight: number;
  readonly combine: boolean;
  /** Index of an earlier question on whose answer of 2 or more this one depends; null for none. */
  readonly parent: number | null;
  readonly whenHidden: 'zero' | 'leave';
  readonly tightened: boolean;
  readonly mayNotApply: boolean;
};
type Asked = { readonly questions: readonly AskedQuestion[]; readonly publications: readonly SectionPublication[] };

const five: AskedQuestion = {
  section: 0,
  list: 'five',
  indicator: 0,
  weight: 1,
  combine: false,
  parent: null,
  whenHidden: 'zero',
  tightened: false,
  mayNotApply: true,
};

const lists: Readonly<Record<AskedQuestion['list'], readonly (readonly [string, number | null])[]>> = {
  five: [0, 1, 2, 3, 4].map((step) => [String(step), step * 25]),
  yn: [
    ['1', 0],
    ['3', 100],
  ],
  case: [
    ['1', 0],
    ['3', 100],
    ['5', null],
  ],
};

const small: fc.Arbitrary<Asked> = fc.record({
  publications: fc.tuple(
    fc.constantFrom<SectionPublication>('scores_only', 'scores_only', 'published', 'not_published'),
    fc.constantFrom<SectionPublication>('scores_only', 'published', 'not_published'),
  ),
  questions: fc
    .array(
      fc.record({
        section: fc.constantFrom(0, 0, 0, 1),
        list: fc.constantFrom<AskedQuestion['list']>('five', 'yn', 'case'),
        indicator: fc.constantFrom(0, 0, 1, 2),
        weight: fc.constantFrom(1, 1, 2),
        combine: fc.constantFrom(false, false, true),
        parent: fc.option(fc.nat(3), { nil: null, freq: 2 }),
        whenHidden: fc.constantFrom<'zero' | 'leave'>('zero', 'leave'),
        mayNotApply: fc.boolean(),
        tightened: fc.constantFrom(false, false, false, false, true),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((questions) =>
      questions.map((one, at) => ({ ...one, parent: one.parent !== null && one.parent < at ? one.parent : null })),
    ),
});

const codeOf = (at: number) => `Q${at + 1}`;

function instrumentOf({ questions }: Asked): Instrument {
  const declared = questions.map(
    (one, at): Question => ({
      code: codeOf(at),
      section: `S${one.section}`,
      type: 'select_one',
      list: one.list,
      cellType: null,
      rows: null,
      parts: [],
      most: null,
      limits: { min: null, max: null, longest: null },
      relevance: one.parent === null ? null : parseRelevance(`\${${codeOf(one.parent)}} >= 2`, 'rule'),
      whenHidden: one.whenHidden,
      class: 'public',
      core: true,
      evidence: null,
      legal: [],
      seeds: [],
      prefill: null,
      treaties: [],
      requiredFor: null,
      mayNotApply: one.mayNotApply ? { reasons: [] } : null,
      scorer: { by: 'choice', part: null },
    }),
  );
  return {
    id: 'small',
    version: '1',
    languages: ['en'],
    sections: [0, 1].map((section) => ({
      code: `S${section}`,
      questions: declared.filter((question) => question.section === `S${section}`),
    })),
    questions: new Map(declared.map((question) => [question.code, question])),
    lists: new Map(
      Object.entries(lists).map(([name, choices]) => [
        name,
        {
          name,
          numbered: false,
          scored: true,
          openEnded: false,
          source: null,
          choices: choices.map(([choice, score]) => ({ name: choice, score })),
        },
      ]),
    ),
    texts: new Map(),
    crosswalk: [],
    earlierTexts: [],
    filesHash: '',
  };
}

const linksOf = ({ questions }: Asked): ScoringLink[] =>
  questions.map(({ indicator, weight, combine }, at) => ({
    indicator: `I${indicator}`,
    pillar: indicator === 2 ? 'P2' : 'P1',
    question: codeOf(at),
    part: null,
    weight,
    combine: combine ? 'best' : null,
  }));

/** Answers for which the same public inputs leave too few values, as texts; empty if all are protected. */
function shownAnswers(
  asked: Asked,
  publish?: (values: readonly (string | null)[]) => readonly string[],
  later?: Asked,
): string[] {
  const { instrument } = kept(asked);
  /** Values of each question, by public inputs */
  const seen = new Map<string, Set<string>[]>();
  for (const values of combinations(asked)) {
    const answers = asked.questions.map((one, at) => answerOf(one, codeOf(at), values[at]!, asked));
    // Hidden questions have no answer.
    const hidden = hiddenQuestions(
      instrument,
      answers.map((answer, at) =>
        answer.state === 'not_applicable' && !asked.questions[at]!.mayNotApply
          ? { ...answer, state: 'not_known' as const }
          : answer,
      ),
    );
    if (answers.some(({ question, state }) => hidden.has(question) && state !== 'blank')) continue;
    const rows = publishedRows(asked, answers);
    const again =
      later &&
      publishedRows(
        later,
        later.questions.map((one, at) => answerOf(one, codeOf(at), values[at]!, later)),
        [earlierOf(rows, asked)],
      );
    const shown = publish?.(values) ?? [rows, again ?? []].map((all) => all.map((row) => JSON.stringify(row)).sort());
    const key = JSON.stringify(shown);
    const found = seen.get(key) ?? asked.questions.map(() => new Set<string>());
    seen.set(key, found);
    for (const [at, value] of values.entries()) if (!'?x'.includes(value ?? '?')) found[at]!.add(value!);
    if (publish) continue;
    for (const [at] of asked.questions.entries()) {
      for (const row of [...rows, ...(again ?? [])].filter(({ item }) => item === codeOf(at))) {
        const isListed = row.listed && row.state !== 'not_released';
        // A question hidden by listed answers has no value to protect.
        if (isListed || row.hidden_as !== null) found[at]!.add('listed');
      }
    }
  }
  return [...seen].flatMap(([key, found]) =>
    found.flatMap((values, at) => {
      const all = lists[asked.questions[at]!.list].length;
      const isOpen = values.has('listed') || values.size >= Math.min(3, all);
      return isOpen ? [] : [`${codeOf(at)}: ${[...values]} in ${key}`];
    }),
  );
}

/** All combinations: each choice, not known, does not apply. */
function* combinations({ questions }: Asked, at = 0): Generator<(string | null)[]> {
  if (at === questions.length) {
    yield [];
    return;
  }
  const own = [...lists[questions[at]!.list].map(([choice]) => choice), '?', 'x'];
  for (const rest of combinations({ questions, publications: [] }, at + 1))
    for (const value of own) yield [value, ...rest];
}

function answerOf(
  { section, tightened }: AskedQuestion,
  question: string,
  value: string | null,
  { publications }: Asked,
): DisclosedAnswer {
  const publication = publications[section]!;
  const answered = value !== '?' && value !== 'x';
  const own: AnswerClass = tightened ? 'restricted' : 'public';
  return {
    section: `S${section}`,
    question,
    part: null,
    state: answered ? 'answered' : value === 'x' ? 'not_applicable' : 'blank',
    value: answered ? value : null,
    reason: value === 'x' ? 'There is none.' : null,
    comment: answered ? `Comment on ${value}` : null,
    evidence: answered ? `Article ${value}` : null,
    confirmed: answered && value === '1',
    reasonReview: value === 'x' ? 'accepted' : null,
    evidenceState: answered && value !== '0' ? 'evidenced' : 'self_reported',
    class: tightened ? own : classOf('public', publication),
    publication,
    sheet: section === 0 ? 'A' : 'B',
    cell: `F${question}`,
    revision: 1,
    uploadSha256: '00',
    fileName: 'a.xlsx',
  };
}
