import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { buildRelease, openRelease } from '../../../src/release/index.ts';
import { smallContent } from '../content.ts';
import { buildFew } from '../few-tables.ts';
import { type Choice, frozenCycle, inputsOf, type Returned, type Typed } from '../frozen.ts';
import { full } from '../world.ts';

const { root, remove } = smallContent();
/** The same questions, but C02 depends on an answer of section B, and C03 on C02. */
const { root: acrossSections, remove: removeAcross } = smallContent();
const questionnaire = join(acrossSections, 'questionnaires/preparedness/2026/questionnaire.yaml');
const showsBy = (text: string, code: string, parent: string) =>
  text.replace(`{ code: ${code}, `, `{ code: ${code}, relevance: "\${${parent}} >= 3", when_hidden: zero, `);
writeFileSync(questionnaire, showsBy(showsBy(readFileSync(questionnaire, 'utf8'), 'C02', 'B03'), 'C03', 'C02'));
afterAll(() => {
  remove();
  removeAcross();
});

const inputs = (returned: Record<string, Returned>, edition: 'public' | 'restricted' = 'public') =>
  inputsOf(root, [frozenCycle(root, 'preparedness', '2026', returned)], { edition });
const release = async (returned: Record<string, Returned>, edition: 'public' | 'restricted' = 'public') =>
  openRelease((await buildFew(root, inputs(returned, edition), [])).files);
const whole = async (returned: Record<string, Returned>) =>
  openRelease((await buildRelease({ contentRoot: root, inputs: inputs(returned) })).files);

/** Values, states and notes of an answer that is not published. */
const anyLevel = fc.oneof(
  fc
    .integer({ min: 1, max: 5 })
    .map((value) => ({ value, evidence: `evidence ${value}`, comment: `comment ${value}` })),
  fc.constantFrom('?', '-', 'x', null),
);

describe('no restricted answer can be recovered from the public edition:', () => {
  it('its inputs do not depend on answers to restricted and confidential questions', () => {
    const base = inputs({ XAA: { answers: full } });
    fc.assert(
      fc.property(
        anyLevel,
        anyLevel,
        fc.constantFrom('drills', 'stocks plans', '?', null),
        fc.string(),
        (b, c, d, text) => {
          const answers = { ...full, B05: b, C05: c, D04: d, C06: text === '' ? null : `text ${text}` };
          expect(inputs({ XAA: { answers } })).toEqual(base);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('its inputs do not depend on an answer with a stricter class', () => {
    const tightened = (item: string, typed: Typed[string]): Typed => {
      const more = typed !== null && typeof typed === 'object' ? typed : { value: typed };
      return { ...full, [item]: { ...more, class: 'restricted' } };
    };
    for (const item of ['B01', 'B03', 'B06', 'B08', 'B09.status', 'C02', 'D01.surveillance']) {
      const base = inputs({ XAA: { answers: tightened(item, full[item]!) } });
      for (const typed of [1, 5, '?', '-', null, { value: 2, evidence: 'Article 9', comment: 'aloud' }]) {
        expect(inputs({ XAA: { answers: tightened(item, typed) } }), `${item} ${JSON.stringify(typed)}`).toEqual(base);
      }
    }
  });

  it('its inputs do not depend on answers of a section that is not published', () => {
    const kept = (answers: Typed) => inputs({ XAA: { answers, publication: { C: 'not_published' } } });
    fc.assert(
      fc.property(fc.array(anyLevel, { minLength: 4, maxLength: 4 }), ([a, b, c, d]) => {
        expect(kept({ ...full, C01: a!, C02: b!, C03: c!, C04: d! })).toEqual(kept(full));
      }),
      { numRuns: 30 },
    );
  });

  it('nor from whether a dependent question is shown', () => {
    const parent = (value: number): Typed => ({ ...full, B03: { value, class: 'restricted' } });
    expect(inputs({ XAA: { answers: parent(1) } })).toEqual(inputs({ XAA: { answers: parent(5) } }));
  });

  it('and equal inputs give an equal release, including its manifest', async () => {
    const [one, other] = await Promise.all(
      [full, { ...full, B05: 5, C05: 1, C06: 'Other words', D04: 'drills' }].map((answers) =>
        buildRelease({ contentRoot: root, inputs: inputs({ XAA: { answers } }) }),
      ),
    );
    expect(one!.manifest).toEqual(other!.manifest);
  });
});

describe('the public edition', () => {
  it('scores the same questions for every country, whatever one of them publishes or restricts', async () => {
    const opened = await release({
      XAA: { answers: { ...full, C05: { value: 5, class: 'public' } } },
      XAB: { answers: full },
    });
    const applicable = opened
      .rows('scores')
      .filter(({ element }) => element === 'SRV.BASE')
      .map((row) => row.applicable);
    expect(applicable).toEqual([4, 4]);
  });

  it('counts an answer with a stricter class as not released, and shows nothing of it', async () => {
    const shown = await release({
      XAA: { answers: { ...full, C02: { value: 3, class: 'restricted', comment: 'aloud' } } },
    });
    expect(shown.rows('question_scores').find(({ item }) => item === 'C02')).toMatchObject({
      state: 'not_released',
      score: null,
    });
    expect(shown.rows('answers').find(({ item }) => item === 'C02')).toMatchObject({ value_text: null, comment: null });
    expect(shown.rows('scores').find(({ element }) => element === 'SRV.BASE')).toMatchObject({
      counted: 3,
      applicable: 4,
    });
  });

  it('shows nothing of an answer that a country does not release, including its comment and evidence', async () => {
    const said = { value: '-', comment: 'SAID-ALOUD', evidence: 'Article 9' };
    const shown = await release({ XAA: { answers: { ...full, C02: said } } });
    expect(shown.rows('answers').find(({ item }) => item === 'C02')).toMatchObject({
      state: 'not_released',
      comment: null,
      evidence: null,
      evidence_state: 'self_reported',
    });
  });

  it('uses answers of a section marked "scores only" in scores, and lists none of them', async () => {
    const marked = { ...full, C03: { value: 5, comment: 'SAID-ALOUD', evidence: 'SHOWN-TO-NOBODY' } };
    const shown = await whole({ XAA: { answers: marked, publication: { C: 'scores_only', D: 'scores_only' } } });
    expect(shown.rows('scores').find(({ element }) => element === 'SRV.BASE')).toMatchObject({ score: 50, counted: 4 });
    expect(shown.rows('answers').filter(({ section }) => section === 'C' || section === 'D')).toEqual([]);
    const rows = shown.rows('question_scores').filter(({ indicator }) => indicator === 'SRV.BASE');
    expect(new Set(rows.map(({ listed, score, state }) => JSON.stringify([listed, score, state])))).toEqual(
      new Set(['[false,null,null]']),
    );
    expect(shown.rows('needs').map((row) => [row.need_status, row.priority, row.help_wanted])).toEqual([
      ['not_released', null, null],
      ['not_released', null, null],
    ]);
    expect(shown.rows('support')).toEqual([]);
    for (const { path } of shown.manifest.files) {
      expect(Buffer.from(shown.file(path)!).includes('SAID-ALOUD'), path).toBe(false);
      expect(Buffer.from(shown.file(path)!).includes('SHOWN-TO-NOBODY'), path).toBe(false);
    }
  });

  it('does not list a question that depends on an unlisted one, directly or indirectly, in any section', () => {
    const listed = (publication: Choice) =>
      inputsOf(acrossSections, [
        frozenCycle(acrossSections, 'preparedness', '2026', { XAA: { answers: full, publication } }),
      ])
        .tables.answers.filter((answer) => answer.section === 'C' && answer.listed)
        .map(({ item }) => item);
    expect(listed({})).toEqual(['C01', 'C02', 'C03', 'C04']);
    expect(listed({ B: 'scores_only' })).toEqual(['C01', 'C04']);
  });

  it('names a workbook by its content, never by its original file name', async () => {
    const names = (edition: 'public' | 'restricted') =>
      new Set(inputs({ XAA: { answers: full } }, edition).tables.answers.map(({ file_name }) => file_name));
    expect(names('public')).toEqual(new Set(['preparedness-2026-XAA-00000000.xlsx']));
    expect(names('restricted')).toEqual(new Set(['From J. Doe, XAA.xlsx']));
  });

  it.each([
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1+1', `'\t=1+1`],
    ['+cmd', `'+cmd`],
    ['-2+3', `'-2+3`],
  ])('marks the text %j as no formula for spreadsheets, and keeps it unchanged for programs', async (typed, cell) => {
    const shown = await release({ XAA: { answers: { ...full, B10: { value: typed, comment: typed } } } });
    const line = new TextDecoder()
      .decode(shown.csv('answers'))
      .split('\n')
      .find((row) => row.includes(',B10,'))!;
    expect(line.split(`,${cell},`)).toHaveLength(3);
    expect(shown.rows('answers').find(({ item }) => item === 'B10')).toMatchObject({
      value_text: typed,
      comment: typed,
    });
  });
});

describe('a file name that begins like a formula', () => {
  it('is marked for spreadsheets as well, although it is a code', async () => {
    const given = inputs({ XAA: { answers: full } });
    const answers = given.tables.answers.map((answer) =>
      answer.section === 'C' ? { ...answer, file_name: '+1.xlsx' } : answer,
    );
    const built = await buildFew(root, { ...given, tables: { ...given.tables, answers } }, []);
    const csv = new TextDecoder().decode(openRelease(built.files).csv('answers'));
    expect(csv).toContain(",'+1.xlsx,");
    expect(csv).not.toContain(',+1.xlsx,');
    expect(csv).toContain(',preparedness-2026-XAA-00000000.xlsx,');
  });
});

describe('the restricted edition', () => {
  it('scores restricted answers as well, and has nothing that is confidential', async () => {
    const shown = await release({ XAA: { answers: full, publication: { B: 'not_published' } } }, 'restricted');
    expect(shown.rows('scores').find(({ element }) => element === 'SRV.BASE')).toMatchObject({
      applicable: 5,
      score: 60,
    });
    expect(shown.rows('answers').some(({ question }) => question === 'C06')).toBe(false);
    expect(shown.rows('answers').find(({ question }) => question === 'B03')!.state).toBe('answered');
  });
});
