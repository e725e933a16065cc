/**
 * Maps the subject of a report to the areas of need of an instrument. The OECD DAC has no code for cybercrime, so the
 * words of title and description decide whether an activity counts at all; sector codes and further words decide its
 * areas. The words and codes are content: `support_areas.csv` of the framework.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openTable, refuseFaults } from '../content/index.ts';
import { searchKey } from './organisation.ts';
import type { Shared, SupportReport } from './report.ts';

export type SupportCrosswalk = {
  /**
   * Whether a report counts as support in the instrument's field. Tables and answers always do, as they name their
   * areas.
   */
  readonly isAbout: (report: SupportReport) => boolean;
  readonly areasOf: (report: SupportReport) => SupportReport['areas'];
};

export const crosswalkFile = (instrument: string) => `pipelines/framework/${instrument}/support_areas.csv`;

/** @throws Problem `content_faulty` */
export function loadCrosswalk(contentRoot: string, instrument: string): SupportCrosswalk {
  const file = crosswalkFile(instrument);
  if (!existsSync(join(contentRoot, file))) return crosswalkOf([]);
  const { table, faults } = openTable(contentRoot, file);
  refuseFaults(faults);
  return crosswalkOf(table!.rows);
}

type CrosswalkCode = Readonly<Record<string, string>>;

function crosswalkOf(rows: readonly CrosswalkCode[]): SupportCrosswalk {
  const ofKind = (kind: string) => rows.filter((row) => row.kind === kind && (kind === 'subject' || row.area !== ''));
  const subjects = ofKind('subject').map((row) => patternOf(row.code!));
  const words = ofKind('word').map((row) => ({ area: row.area!, pattern: patternOf(row.code!) }));
  const sectors = new Map(ofKind('sector').map((row) => [`${row.vocabulary || '1'} ${row.code}`, row.area!]));
  const textOf = ({ texts }: SupportReport) => ` ${texts.map(searchKey).join(' . ')} `;
  return {
    isAbout: (report) => report.source !== 'iati' || subjects.some((pattern) => pattern.test(textOf(report))),
    areasOf: (report) => {
      if (report.source !== 'iati') return report.areas;
      const text = textOf(report);
      const found = words.filter(({ pattern }) => pattern.test(text)).map(({ area }) => area);
      return withWords(areasOfSectors(report, sectors), found);
    },
  };
}

/** Sectors of only one vocabulary, as percentages are relative to a vocabulary: the first one in the crosswalk. */
function areasOfSectors({ sectors }: SupportReport, areas: ReadonlyMap<string, string>): Shared<'area'>[] {
  const known = [...Map.groupBy(sectors, ({ vocabulary }) => vocabulary)]
    .sort(([a], [b]) => Number(a) - Number(b))
    .find(([vocabulary, of]) => of.some(({ code }) => areas.has(`${vocabulary} ${code}`)));
  const found = new Map<string, number | null>();
  for (const { vocabulary, code, share } of known?.[1] ?? []) {
    const area = areas.get(`${vocabulary} ${code}`) ?? 'unspecified';
    const before = found.get(area);
    found.set(area, share === null || before === null ? null : (before ?? 0) + share);
  }
  return [...found].map(([area, share]) => ({ area, share }));
}

const withWords = (sectors: readonly Shared<'area'>[], words: readonly string[]): Shared<'area'>[] => {
  const known = new Set(sectors.map(({ area }) => area));
  const more = [...new Set(words)].filter((area) => !known.has(area)).sort();
  return [...sectors, ...more.map((area) => ({ area, share: null }))];
};

/** Consecutive whole words; `*` at the end of a word stands for any ending. */
const patternOf = (phrase: string): RegExp => {
  const words = phrase.split(' ').map((word) => {
    const isOpen = word.endsWith('*');
    return `${searchKey(isOpen ? word.slice(0, -1) : word)}${isOpen ? '[^ ]*' : ''}`;
  });
  return new RegExp(` ${words.join(' ')} `, 'u');
};
