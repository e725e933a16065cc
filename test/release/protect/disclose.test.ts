/**
 * What an edition contains of the answers of one country, rule by rule. `possible-answers.test.ts` attacks all rules
 * together.
 */
import { describe, expect, it } from 'vitest';
import { type Instrument, parseRelevance, type Question } from '../../../src/questionnaire/index.ts';
import { disclose } from '../../../src/release/index.ts';
import { pillarHashes, roundingMethod } from '../../../src/release/protect/basis.ts';
import { openClasses } from '../../../src/release/protect/disclose.ts';
import { earlierKey, readEarlier } from '../../../src/release/protect/earlier.ts';
import type { ScoringLink } from '../../../src/release/protect/groups.ts';
import type { ReadAnswer } from '../../../src/state/index.ts';
import { projectRoot } from '../content.ts';
import { type Choice, frozenCycle, type Typed } from '../frozen.ts';
import { full } from '../world.ts';

const place = { cycle: 'preparedness-2026', country: 'XAA' };
const root = `${projectRoot}/test/cases/release-content`;
const { instrument } = frozenCycle(root, 'preparedness', '2026', {});
const answersOf = (answers: Typed, publication: Choice = {}): readonly ReadAnswer[] =>
  frozenCycle(root, 'preparedness', '2026', { XAA: { answers, publication } }).accepted.get('XAA')!;

type Edition = 'public' | 'restricted';
const rowsOf = (answers: readonly ReadAnswer[], edition: Edition = 'public', of = instrument) =>
  new Map(disclose(of, place, answers, edition).rows.map((row) => [row.item, row]));
const shown = (answers: Typed, publication: Choice = {}, edition: Edition = 'public') =>
  rowsOf(answersOf(answers, publication), edition);
/** The same questionnaire with changes to one question. */
const changed = (code: string, more: Partial<Question>, of = instrument): Instrument => ({
  ...of,
  questions: new Map(
    [...of.questions].map(([one, question]) => [one, one === code ? { ...question, ...more } : question]),
  ),
});

const nothing = { value: null, comment: null, evidence: null, evidence_state: 'self_reported', confirmed: false };

describe('classes', () => {
  it('in the public edition are the public one, in the restricted edition all but confidential', () => {
    expect(openClasses('public')).toEqual(['public']);
    expect(openClasses('restricted')).toEqual(['public', 'restricted']);
  });

  it('not in an edition have no row, for any answer', () => {
    const items = (edition: Edition) => [...shown(full, {}, edition).keys()];
    const kept = ['B05', 'C05', 'C06', 'D04'];
    expect(kept.filter((item) => items('public').includes(item))).toEqual([]);
    expect(kept.filter((item) => items('restricted').includes(item))).toEqual(['B05', 'C05', 'D04']);
  });

  it('of an unknown question are in no edition', () => {
    const stray = { ...answersOf(full)[0]!, question: 'Z99', part: null };
    expect(rowsOf([stray], 'restricted').has('Z99')).toBe(false);
  });
});

describe('an answer', () => {
  it('that is public is included with all its properties and its workbook', () => {
    const row = shown({ ...full, C01: { value: 1, evidence: 'Article 5', comment: 'Since 2020' } }).get('C01');
    expect(row).toEqual({
      ...place,
      section: 'C',
      question: 'C01',
      part: null,
      item: 'C01',
      state: 'answered',
      value: '1',
      listed: true,
      protection: 'none',
      surrogate: null,
      reason_accepted: false,
      comment: 'Since 2020',
      evidence: 'Article 5',
      evidence_state: 'evidenced',
      confirmed: false,
      sheet: 'Section C',
      cell: expect.stringMatching(/^F\d+$/),
      revision: 1,
      upload_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      file_name: 'preparedness-2026-XAA-00000000.xlsx',
      hidden_as: null,
      is_uncertain: false,
    });
  });

  it('to a part of a question has the code of its part', () => {
    expect(shown(full).get('B09.status')).toMatchObject({ question: 'B09', part: 'B09.status', section: 'B' });
  });

  it.each<[Edition, 'restricted' | 'confidential', boolean]>([
    ['public', 'restricted', false],
    ['public', 'confidential', false],
    ['restricted', 'restricted', true],
    ['restricted', 'confidential', false],
  ])('in the %s edition with the stricter class %s: included %s', (edition, own, given) => {
    const typed = { value: 3, class: own, comment: 'aloud', evidence: 'Article 9' };
    const row = shown({ ...full, C02: typed }, {}, edition).get('C02');
    if (given) expect(row).toMatchObject({ state: 'answered', value: '3', comment: 'aloud', protection: 'none' });
    else expect(row).toMatchObject({ state: 'not_released', listed: true, protection: 'none', ...nothing });
  });

  it('that its country does not release is not included, nor its notes, in any edition', () => {
    for (const edition of ['public', 'restricted'] as const) {
      const confirmed = answersOf({ ...full, C02: { value: '-', comment: 'aloud', evidence: 'Article 9' } }).map(
        (answer) => (answer.question === 'C02' ? { ...answer, confirmed: true } : answer),
      );
      expect(rowsOf(confirmed, edition).get('C02')).toMatchObject({ state: 'not_released', ...nothing });
    }
  });

  it('has the file name of its workbook only in the restricted edition', () => {
    expect(shown(full, {}, 'restricted').get('C01')!.file_name).toBe('From J. Doe, XAA.xlsx');
  });

  it('that is missing has a blank row where it is scored, and none where it is not', () => {
    const { C01: _, B10: __, ...rest } = full;
    const rows = shown(rest);
    expect(rows.get('C01')).toMatchObject({ state: 'blank', listed: true, revision: 0, file_name: null, ...nothing });
    expect(rows.has('B10')).toBe(false);
    expect(shown({ C02: 3 }).has('C05')).toBe(false);
  });
});

describe('a section', () => {
  it.each(['not_published', 'not_chosen'] as const)(
    'that is %s shows only this, for given and missing answers',
    (chosen) => {
      const { C01: _, ...rest } = full;
      const rows = [...shown(rest, { C: chosen }).values()].filter(({ section }) => section === 'C');
      expect(rows.map(({ item }) => item).sort()).toEqual(['C01', 'C02', 'C03', 'C04']);
      for (const row of rows) {
        const kept = {
          state: 'not_released',
          listed: false,
          protection: 'none',
          surrogate: null,
          revision: 0,
          ...nothing,
        };
        expect(row).toMatchObject({ ...kept, sheet: null, cell: null, upload_sha256: null, file_name: null });
      }
    },
  );

  it('that is not published is in the restricted edition', () => {
    expect(shown(full, { C: 'scores_only' }, 'restricted').get('C02')).toMatchObject({ listed: true, value: '3' });
  });

  it('is listed except for an answer with a narrower choice of its own', () => {
    const answers = answersOf({ C01: 1, C02: 3 }).map((answer) =>
      answer.question === 'C02' ? { ...answer, publication: 'not_published' as const } : answer,
    );
    // Missing answers follow the widest choice in their section, an answer its own.
    for (const order of [answers, answers.toReversed()]) {
      const rows = rowsOf(order);
      expect(['C01', 'C02', 'C03'].map((item) => rows.get(item)!.listed)).toEqual([true, false, true]);
    }
  });
});

describe('a question that depends on another', () => {
  it.each<[string, Typed[string], string | null, boolean]>([
    ['high enough', 3, null, false],
    ['too low', 1, 'zero', false],
    ['not known', '?', null, true],
    ['blank', null, null, true],
    ['"does not apply", accepted', 'x', 'absent', false],
    ['"does not apply", not accepted', 'y', null, true],
  ])('whose answer is %j', (_, B03, hiddenAs, isUncertain) => {
    expect(shown({ ...full, B03 }).get('B04')).toMatchObject({ hidden_as: hiddenAs, is_uncertain: isUncertain });
  });

  it('leaves the denominator where the questionnaire declares this', () => {
    expect(shown(full).get('D02.response')).toMatchObject({ hidden_as: 'leave' });
    expect(shown(full).get('D02.surveillance')).toMatchObject({ hidden_as: null });
  });

  it.each<[string, Typed[string]]>([
    ['tightened', { value: 3, class: 'restricted' }],
    ['not released by its country', '-'],
  ])('is withheld where the other is %s, with or without an answer', (_, B03) => {
    const withheld = { state: 'not_released', listed: true, protection: 'withheld', hidden_as: null, ...nothing };
    const { B04: __, ...rest } = full;
    expect(shown({ ...full, B03 }).get('B04')).toMatchObject(withheld);
    expect(shown({ ...rest, B03 }).get('B04')).toMatchObject(withheld);
    expect(shown({ ...full, B03 }).get('B03')).toMatchObject({ protection: 'none' });
    expect(shown({ ...full, B03 }, {}, 'restricted').get('B04')!.protection).toBe('none');
  });

  it('is withheld where the other is not in the edition', () => {
    const onRestricted = changed('B04', { relevance: parseRelevance(`\${B05} >= 3`, 'rule') });
    expect(rowsOf(answersOf(full), 'public', onRestricted).get('B04')).toMatchObject({ protection: 'withheld' });
    expect(rowsOf(answersOf(full), 'restricted', onRestricted).get('B04')).toMatchObject({ protection: 'none' });
  });
});

describe('a reason why a question does not apply', () => {
  const accepted = (answers: Typed, of = instrument) =>
    rowsOf(answersOf(answers), 'public', of).get('B03')!.reason_accepted;

  it('counts after a reviewer accepts it, where the questionnaire allows "does not apply"', () => {
    expect(accepted({ ...full, B03: 'x' })).toBe(true);
    expect(accepted({ ...full, B03: 'y' })).toBe(false);
    expect(accepted({ ...full, B03: 'x' }, changed('B03', { mayNotApply: null }))).toBe(false);
    expect(accepted(full)).toBe(false);
  });

  it('does not count for an answer in another state', () => {
    const reviewed = answersOf(full).map((answer) => ({ ...answer, reasonReview: 'accepted' as const }));
    expect(rowsOf(reviewed).get('B03')!.reason_accepted).toBe(false);
  });
});

describe('a section marked "scores only"', () => {
  const link = (question: string): ScoringLink => ({
    indicator: 'I',
    pillar: 'P',
    question,
    part: null,
    weight: 1,
    combine: null,
  });
  const linked = ['C01', 'C02', 'C03', 'C04'].map(link);
  const protectedRows = (
    answers: Typed,
    links = linked,
    publication: Choice = { C: 'scores_only' },
    earlier = [] as Parameters<typeof disclose>[5],
  ) =>
    new Map(
      disclose(instrument, place, answersOf(answers, publication), 'public', links, earlier).rows.map((row) => [
        row.item,
        row,
      ]),
    );

  it('lists none of its answers, and gives them one common score', () => {
    const rows = ['C01', 'C02', 'C03', 'C04'].map((item) => protectedRows(full).get(item)!);
    for (const row of rows) {
      expect(row).toMatchObject({ listed: false, state: 'answered', protection: 'rounded', revision: 0, ...nothing });
      expect(row).toMatchObject({ sheet: null, cell: null, upload_sha256: null, file_name: null });
    }
    expect(new Set(rows.map(({ surrogate }) => surrogate)).size).toBe(1);
    expect(rows[0]!.surrogate).toEqual(expect.any(Number));
  });

  it('includes nothing of an unscored answer', () => {
    expect(protectedRows(full, linked, { B: 'scores_only' }).get('B10')).toMatchObject({
      listed: false,
      state: 'not_released',
      protection: 'withheld',
      surrogate: null,
      ...nothing,
    });
  });

  it('shows that a question is hidden by listed answers, since these are public', () => {
    const links = ['B01', 'B02', 'B04', 'B07', 'B08'].map(link);
    const hides = answersOf({ ...full, B03: 1 }).map((answer) => ({
      ...answer,
      publication: answer.section === 'B' && answer.question !== 'B03' ? ('scores_only' as const) : answer.publication,
    }));
    const row = disclose(instrument, place, hides, 'public', links).rows.find(({ item }) => item === 'B04');
    expect(row).toMatchObject({
      listed: false,
      state: 'blank',
      protection: 'none',
      surrogate: null,
      hidden_as: 'zero',
    });
  });

  it('is never marked uncertain, since that would disclose which of its answers are missing', () => {
    const rows = protectedRows({ ...full, B03: '?' }, ['B01', 'B02', 'B03', 'B04', 'B07', 'B08'].map(link), {
      B: 'scores_only',
    });
    expect(rows.get('B04')!.is_uncertain).toBe(false);
  });

  it('lists nothing of an answer with a stricter class, and counts it as not released', () => {
    const rows = protectedRows({ ...full, C02: { value: 3, class: 'restricted' } });
    expect(rows.get('C02')).toMatchObject({ state: 'not_released', surrogate: null, ...nothing });
  });

  // C02 depends on B03, which is listed, or on C01, which is in its own group: both determine the possible answers.
  describe('with a question that depends on a listed and a protected answer', () => {
    const byTwo = { relevance: parseRelevance(`\${B03} >= 3 or \${C01} >= 3`, 'rule'), whenHidden: 'zero' } as const;
    const hiddenByB01 = { relevance: parseRelevance(`\${B01} = 'in_force'`, 'rule'), whenHidden: 'zero' } as const;
    const protectedC02 = (answers: Typed, of: Instrument, publication: Choice = { C: 'scores_only' }) =>
      disclose(
        of,
        place,
        answersOf({ ...full, C01: 3, C02: 1, C03: 1, C04: 1, ...answers }, publication),
        'public',
        linked,
      ).rows.find(({ item }) => item === 'C02');

    it.each<[string, Typed[string], number]>([
      ['is high enough', 3, 30],
      ['is too low', 1, 45],
      ['is not known', '?', 30],
      ['is blank', null, 30],
      ['is "does not apply", accepted', 'x', 45],
      ['is "does not apply", not accepted, and so not known', 'y', 30],
    ])('is rounded over the possible answers where the listed one %s', (_, B03, score) => {
      expect(protectedC02({ B03 }, changed('C02', byTwo))).toMatchObject({ protection: 'rounded', surrogate: score });
    });

    it('is rounded without the value of a hidden listed question', () => {
      const of = changed('B03', hiddenByB01, changed('C02', byTwo));
      expect(protectedC02({ B01: 'in_force', B03: 5 }, of)!.surrogate).toBe(30);
      expect(protectedC02({ B01: 'none', B03: 5 }, of)!.surrogate).toBe(45);
    });

    it('is withheld where the other question is protected in a group of its own', () => {
      const row = protectedC02({ B03: 3 }, changed('C02', byTwo), { B: 'scores_only', C: 'scores_only' });
      expect(row).toMatchObject({ protection: 'withheld', surrogate: null });
    });
  });

  it('is withheld where a public release lists some answers of its group', () => {
    const basis = { method: roundingMethod, pillars: { [place.cycle]: pillarHashes(instrument, linked) } };
    const before = disclose(instrument, place, answersOf(full, { C: 'scores_only' }), 'public', linked).rows;
    const earlier = readEarlier(before, [], basis).get(earlierKey(place.cycle, place.country))!;
    const answers = answersOf(full).map((answer) => ({
      ...answer,
      publication: answer.question === 'C01' ? ('scores_only' as const) : answer.publication,
    }));
    const again = (of: readonly (typeof earlier)[]) =>
      new Map(disclose(instrument, place, answers, 'public', linked, of).rows.map((row) => [row.item, row]));
    expect(again([]).get('C02')).toMatchObject({ state: 'answered', protection: 'none' });
    expect(again([earlier]).get('C02')).toMatchObject({ state: 'not_released', protection: 'withheld', ...nothing });
  });
});
