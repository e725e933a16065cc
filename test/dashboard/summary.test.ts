/** The opening sentences of pages, in cases where a sentence could easily be false. */
import { describe, expect, it } from 'vitest';
import type { DatasetRow, ReleaseView } from '../../src/dashboard/index.ts';
import { bindPage, languages, tableOf, texts } from './bound.ts';
import { cycle } from './marts/world.ts';
import { release } from './marts.ts';

type Changed = Readonly<Record<string, (rows: readonly DatasetRow[]) => readonly DatasetRow[]>>;
const changed = (by: Changed): ReleaseView => ({
  ...release,
  rows: (mart) => by[mart]?.(release.rows(mart)) ?? release.rows(mart),
});

function sentences(page: string, of: ReleaseView, language = 'en'): string[] {
  const block = bindPage(page, { of, language }).blocks.find(({ kind }) => kind === 'summary');
  if (block?.kind !== 'summary') throw new Error('no summary');
  return block.sentences.map(({ text }) => text);
}

const row = (statement: string, kind: string, element: string, value: number): DatasetRow => ({
  cycle,
  statement,
  kind,
  element,
  median: kind === 'pillar' ? value : null,
  countries: kind === 'pillar' ? null : value,
});
const counts = (compared: number, rising: number, falling: number) => [
  row('compared', 'all', 'all', compared),
  row('rising', 'all', 'all', rising),
  row('falling', 'all', 'all', falling),
];
const reporting = (reported: number, invited = 12): Changed => ({
  cycles: (rows) => rows.map((one) => (one.cycle === cycle ? { ...one, reported, invited } : one)),
});
const firstCycle: Changed = {
  cycles: (rows) => rows.filter((one) => one.cycle === cycle).map((one) => ({ ...one, baseline_cycle: null })),
};
const saying = (rows: readonly DatasetRow[]): Changed => ({ release_summary: () => rows });

describe('the first page', () => {
  it('states in three sentences who reported, what is needed and what changed', () => {
    expect(sentences('overview', release)).toEqual([
      '10 of 12 invited countries reported in the 2026 cycle; the median score is highest in Law (61) and lowest in Money flows and Statistics (37).',
      'The need that is unmet in the largest number of countries is “Legislation”: 5 countries give it high or urgent priority and have no known support for it.',
      'Of the 9 countries that can be compared with the 2024 cycle, 7 rose clearly in at least one pillar, and one fell clearly in at least one.',
    ]);
  });

  it('says that no need is known, rather than that none is unmet, where none is published', () => {
    const nothing = saying(counts(0, 0, 0));
    const unknown: Changed = {
      needs: (rows) => rows.map((one) => ({ ...one, need: null, need_status: 'not_stated' })),
    };
    expect(sentences('overview', changed(nothing))[1]).toBe('No need is known to be unmet.');
    for (const language of languages) {
      const [before, after] = [nothing, { ...nothing, ...unknown }].map(
        (by) => sentences('overview', changed(by), language)[1],
      );
      expect(after).not.toBe(before);
    }
    expect(sentences('overview', changed({ ...nothing, ...unknown }))[1]).toMatch(/^No need is known yet: no country/);
  });

  it.each([
    [
      'no country reported',
      { ...reporting(0), ...saying(counts(0, 0, 0)) },
      [/^None of the countries invited/, /^No need/, /^No country can be compared/],
    ],
    [
      'one country reported',
      { ...reporting(1), ...saying([row('unmet', 'area', 'units', 1), ...counts(1, 1, 1)]) },
      [
        /too few scores for a median\.$/,
        /1 country gives it .* and has no known/,
        /rose clearly .* and fell clearly in another\.$/,
      ],
    ],
    [
      'one country of one, falling',
      { ...reporting(1, 1), ...saying(counts(1, 0, 1)) },
      [/^1 of 1 invited country/, /^No need/, /^The only country .* fell clearly/],
    ],
    [
      'all medians are equal',
      saying([row('highest', 'pillar', 'CAP.LAW', 50), row('highest', 'pillar', 'CAP.STAT', 50), ...counts(3, 0, 0)]),
      [/the median score is the same in every pillar: 50\.$/, /^No need/, /none rose clearly .* none fell/],
    ],
    [
      'needs share the first place',
      saying([row('unmet', 'area', 'units', 2), row('unmet', 'area', 'policy', 2), ...counts(3, 1, 2)]),
      [/too few/, /^The needs .* are “Policy” and “Units”: for each, 2 countries give/, /one rose clearly .* 2 fell/],
    ],
    [
      'the questionnaire does not ask for needs',
      { areas: () => [], ...saying(counts(3, 1, 2)) },
      [/too few/, /^This questionnaire does not ask which help countries need; /, /one rose/],
    ],
    [
      'it is the first cycle',
      { ...firstCycle, ...saying(counts(0, 0, 0)) },
      [/^10 of 12/, /^No need/, /^This is the first cycle/],
    ],
  ] as [string, Changed, RegExp[]][])('stays true where %s', (_, by, wanted) => {
    const said = sentences('overview', changed(by));
    expect(said.length).toBe(3);
    for (const [at, pattern] of wanted.entries()) expect(said[at]).toMatch(pattern);
    for (const language of languages) {
      const own = sentences('overview', changed(by), language);
      expect(own.length).toBe(3);
      expect(own.join(' ')).not.toMatch(/–|NaN|undefined|none\b(?! (rose|fell)|\.)|\{|\[en\]/);
    }
  });

  it('has no such sentences for a release without a summary', () => {
    const older = { ...release, marts: release.marts.filter((mart) => mart !== 'release_summary') };
    expect(() => sentences('overview', older)).toThrow('no summary');
  });
});

const own = (country: string, rows: readonly Partial<Record<string, string | number | null>>[]): Changed => ({
  country_summary: (all) => [
    ...all.filter((one) => one.country !== country),
    ...rows.map(
      (one): DatasetRow => ({ cycle, country, kind: 'pillar', score: null, change: null, need: null, ...one }),
    ),
  ],
});

describe('the page of a country', () => {
  it('opens with strengths, gaps, change and needs', () => {
    const rows = [
      { statement: 'strength', element: 'CAP.LAW', score: 81.9, position: 1 },
      { statement: 'gap', element: 'CAP.STAT', score: 12, position: 1 },
      { statement: 'gap', element: 'CAP.MONEY', score: 20, position: 2 },
      { statement: 'gap', element: 'CAP.CHILD', score: 30, position: 3 },
      { statement: 'gap', element: 'CAP.PART', score: 30, position: 3 },
      { statement: 'gap', element: 'CAP.SERV', score: 40, position: 5 },
      { statement: 'rise', element: 'CAP.LAW', change: 6.25, position: 1 },
      { statement: 'fall', element: 'CAP.STAT', change: -3, position: 1 },
      { statement: 'unmet', kind: 'area', element: 'units', need: 50, position: 1 },
    ];
    const said = sentences('country/XAA', changed(own('XAA', rows)));
    expect(said[0]).toMatch(/^One of \d+ pillars with a score is clearly at the target of 75: Law \(81\)\.$/);
    // Five gaps: the three lowest are named, and the one tied for third.
    expect(said[1]).toMatch(
      /^5 of \d+ .* those of Statistics \(12\), Money flows \(20\), Children \(30\) and Partnerships \(30\)\.$/,
    );
    expect(said[2]).toMatch(/^Since the 2024 cycle, one pillar has clearly risen, in points: Law \(\+6\.3\)\.$/);
    expect(said[3]).toMatch(/^Since the 2024 cycle, one pillar has clearly fallen, in points: Statistics \(.3\.0\)\.$/);
    expect(said[4]).toMatch(/^One need is unmet, .*: “Units”\.$/);
  });

  it('states where no result is clear', () => {
    const said = sentences('country/XAA', changed(own('XAA', [])));
    expect(said).toEqual([
      'No pillar is clearly at the target of 75.',
      'No pillar is clearly below the target of 75.',
      expect.stringMatching(/^None of the \d+ pillars that can be compared with the 2024 cycle clearly changed\.$/),
      'No need is known to be unmet.',
    ]);
  });

  it('says that the questionnaire does not ask for needs, rather than that the country has none', () => {
    const said = sentences('country/XAA', changed({ areas: () => [], needs: () => [], ...own('XAA', []) }));
    expect(said.at(-1)).toBe('This questionnaire does not ask for needs.');
  });

  it('of a country that did not report states only this', () => {
    expect(sentences('country/XAL', changed(own('XAL', [])))).toEqual([
      'The country did not report in this cycle, so nothing can be said of its strengths, gaps or change.',
    ]);
  });

  it.each(languages)(
    'of a country whose return is under review never says that it did not report, in %s',
    (language) => {
      const reviewed: Changed = {
        scores: (rows) => rows.map((one) => (one.country === 'XAL' ? { ...one, status: 'under_review' } : one)),
        place_scores: (rows) => rows.map((one) => (one.place === 'XAL' ? { ...one, status: 'under_review' } : one)),
        participation: (rows) => rows.map((one) => (one.country === 'XAL' ? { ...one, status: 'under_review' } : one)),
      };
      const of = changed({ ...own('XAL', []), ...reviewed });
      const written = (path: string, from: ReleaseView) => JSON.stringify(bindPage(path, { of: from, language }));
      const say = (key: string) => texts.say(language, key);
      const refused = [say('dashboard.shades.not_reported'), say('dashboard.status.not_reported')];
      expect(bindPage('country/XAL', { of, language }).lede).not.toBe(bindPage('country/XAL', { language }).lede);
      expect(sentences('country/XAL', of, language)).not.toEqual(
        sentences('country/XAL', changed(own('XAL', [])), language),
      );
      const row = tableOf(bindPage('world', { of, language }), 'countries').rows.find(
        ({ anchor }) => anchor === 'XAL',
      )!;
      expect(row.cells[2]).toMatchObject({ text: say('dashboard.shades.under_review'), tone: 'under_review' });
      for (const text of refused) expect(written('country/XAL', of)).not.toContain(text);
    },
  );

  it('names no change in the first cycle, and no strength without a target', () => {
    const by = { ...firstCycle, ...own('XAA', []), progress: () => [] };
    expect(sentences('country/XAA', changed(by))[2]).toBe('There is no earlier cycle to compare with.');
    const aimless: Changed = {
      ...own('XAA', []),
      cycles: (rows) => rows.map((one) => ({ ...one, target: null })),
    };
    expect(sentences('country/XAA', changed(aimless))[0]).toMatch(/^No target is set/);
  });

  it.each(languages)('has complete sentences for any number of statements, in %s', (language) => {
    const elements = ['CAP.LAW', 'CAP.STAT', 'CAP.MONEY', 'CAP.CHILD', 'CAP.PART'];
    for (let many = 0; many <= elements.length; many += 1) {
      const rows = ['strength', 'gap', 'rise', 'fall', 'unmet'].flatMap((statement) =>
        elements.slice(0, many).map((element, at) => ({
          statement,
          element: statement === 'unmet' ? ['units', 'policy', 'legislation', 'children', 'networks'][at]! : element,
          kind: statement === 'unmet' ? 'area' : 'pillar',
          score: 50,
          change: statement === 'fall' ? -4 : 4,
          need: 40,
          position: at + 1,
        })),
      );
      const said = sentences('country/XAA', changed(own('XAA', rows)), language);
      expect(said.length).toBe(many === 0 ? 4 : 5);
      for (const text of said) {
        expect(text).not.toMatch(/–|NaN|undefined|none\b|\{|\[en\]/);
        expect(text).toMatch(/\.$/);
      }
    }
  });
});

describe('a country of which no pillar can be compared with the earlier cycle', () => {
  it('has a sentence in place of a chart of change without any mark', () => {
    const first: Changed = {
      progress: (rows) =>
        rows.map((one) =>
          one.country === 'XAA'
            ? { ...one, score_from: null, score_to: null, change: null, class: 'not_comparable' }
            : one,
        ),
    };
    const shown = (of: ReleaseView) => bindPage('country/XAA', { of }).blocks.find(({ id }) => id === 'progress');
    expect(shown(release)).toMatchObject({ kind: 'chart' });
    expect(shown(changed(first))).toMatchObject({ kind: 'empty' });
    expect(JSON.stringify(shown(changed(first)))).toContain('There are no earlier answers to compare with.');
  });

  it('is said to have reached the target, but never from an unknown score to an unknown one', () => {
    const reached: Changed = {
      progress: (rows) =>
        rows.map((one, at) =>
          at % 2 === 0 ? { ...one, score_from: null, score_to: null, change: null, class: 'reached' } : one,
        ),
    };
    for (const language of languages) {
      const block = bindPage('country/XAA', { of: changed(reached), language }).blocks.find(
        ({ id }) => id === 'progress',
      );
      const label = texts.say(language, 'dashboard.classes.reached');
      const drawn = JSON.stringify(block);
      expect(drawn).toContain(label);
      expect(drawn).not.toContain(`– · ${label}`);
      expect(drawn).not.toContain('(–)');
    }
  });
});
