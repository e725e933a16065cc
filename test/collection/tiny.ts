/** A fixture of a few questions and countries. Its checker reads typed-in answers instead of a workbook. */
import { join } from 'node:path';
import { type Content, type Desk, openDesk, type ReadingSettings } from '../../src/collection/index.ts';
import { type Answer, type CycleRules, countAnswers, type Finding, type TreatyFact } from '../../src/domain/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import type { ChoiceList, Instrument, Question } from '../../src/questionnaire/index.ts';
import type { Country } from '../../src/reference/index.ts';
import type { Store } from '../../src/state/index.ts';
import type { CheckedWorkbook } from '../../src/workbook/index.ts';
import { asSecretariat } from '../people.ts';

const question = (code: string, more: Partial<Question> = {}): Question => ({
  code,
  section: code.slice(0, 1),
  type: 'select_one',
  list: 'law',
  cellType: null,
  rows: null,
  parts: [],
  most: null,
  limits: { min: null, max: null, longest: null },
  relevance: null,
  whenHidden: null,
  class: 'public',
  core: true,
  requiredFor: null,
  evidence: null,
  legal: [],
  seeds: [],
  prefill: null,
  treaties: [],
  scorer: null,
  mayNotApply: { reasons: [] },
  ...more,
});

const questions = [
  question('P1', { type: 'grid', rows: 'sections', list: null }),
  question('Q1', { prefill: 'last_cycle' }),
  question('Q2', { class: 'restricted', type: 'text', list: null }),
  question('R1', { prefill: 'treaty', treaties: ['T 1'], list: null }),
  question('R2', { class: 'confidential', type: 'text', list: null }),
];

const list = (name: string, choices: readonly string[]): ChoiceList => ({
  name,
  numbered: true,
  scored: false,
  openEnded: false,
  source: null,
  choices: choices.map((choice) => ({ name: choice, score: null })),
});

export const tinyInstrument = (version: string): Instrument => ({
  id: 'tiny',
  version,
  languages: ['en'],
  sections: ['P', 'Q', 'R'].map((code) => ({
    code,
    questions: questions.filter(({ section }) => section === code),
  })),
  questions: new Map(questions.map((one) => [one.code, one])),
  lists: new Map([['law', list('law', ['0', '1', '2', '3', '4'])]]),
  texts: new Map(),
  earlierTexts: [],
  crosswalk: questions.map(({ code }) => ({
    question: code,
    fromInstrument: 'tiny',
    fromVersion: '2024',
    fromQuestion: code,
    relation: 'same',
    recode: {},
    note: '',
  })),
  filesHash: `hash of ${version}`,
});

const rules: CycleRules = {
  year: 2026,
  referenceDate: null,
  baseline: null,
  target: 75,
  targetYear: 2030,
  coverageThreshold: 0.5,
  answeredThreshold: 0.5,
  tiers: [25, 50, 75],
  leastGroup: 5,
  pace: { on_track: 0.95, moderate: 0.6, insufficient: 0, same_sign: 0.9 },
  need: null,
  publication: {
    by: 'country',
    sections: 'P1',
    needs: null,
    needQuestions: [],
    choices: { all: 'published', scores: 'scores_only', nothing: 'not_published' },
    followWidest: ['P'],
  },
};

const country = (code: string, illustrative: boolean): Country => ({
  code,
  alpha2: code.slice(0, 2),
  m49: null,
  names: {},
  region: null,
  subregion: null,
  intermediate: null,
  groups: [],
  capital: null,
  area: null,
  lon: 0,
  lat: 0,
  drawnAs: 'dot',
  unMember: !illustrative && code !== 'CCC',
  illustrative,
});

export const treatyFact = (code: string, more: Partial<TreatyFact> = {}): TreatyFact => ({
  treaty: 'T 1',
  country: code,
  statement: 'signed',
  signature: '2020-01-01',
  consentDate: null,
  consentAction: null,
  entryIntoForce: null,
  asOf: '2025-06-01',
  asOfNote: null,
  source: 'Treaty Office',
  note: null,
  confirmed: true,
  ...more,
});

/** AAA, BBB and CCC (no UN member) are real, XAA and XAB fictional. */
export const tinyContent: Content = {
  texts: () => loadTexts(join(import.meta.dirname, '../..')),
  instrument: (_, version) => tinyInstrument(version),
  instruments: () => [tinyInstrument('2024'), tinyInstrument('2026')],
  countries: (kind) => {
    const codes = kind === 'real' ? ['AAA', 'BBB', 'CCC'] : ['XAA', 'XAB'];
    return new Map(codes.map((code) => [code, country(code, kind === 'illustrative')]));
  },
  treatyFacts: (kind) => (kind === 'real' ? [treatyFact('AAA')] : [treatyFact('XAA')]),
  cycleRules: (_, version) => ({ ...rules, baseline: version === '2026' ? '2024' : null }),
  demandFramework: () => undefined,
  treatyAnswers: () => ({
    agreeing: new Map(['in_force', 'consent', 'signed'].map((status) => [status, new Set([status])])),
    prefill: new Map(['in_force', 'consent', 'signed'].map((status) => [status, status])),
  }),
};

/** An answer as a workbook gives it: `said('Q1', 3)`; null is blank. */
export const said = (id: string, value: number | string | null, more: Partial<Answer> = {}): Answer => ({
  question: id.split('.')[0]!,
  part: id.includes('.') ? id : null,
  state: value === null ? 'blank' : 'answered',
  value,
  raw: value === null ? null : String(value),
  reason: null,
  comment: null,
  note: null,
  evidence: null,
  confirmed: false,
  sheet: `Section ${id.slice(0, 1)}`,
  cell: `F${id.slice(1, 2)}`,
  ...more,
});

export const found = (
  severity: Finding['severity'],
  question: string | null,
  more: Partial<Finding> = {},
): Finding => ({
  code: 'choice_unknown',
  severity,
  sheet: question === null ? null : `Section ${question.slice(0, 1)}`,
  cell: question === null ? null : `F${question.slice(1, 2)}`,
  question,
  details: { text: 'maybe' },
  ...more,
});

export type TypedWorkbook = {
  readonly country?: string | null;
  readonly cycle?: string | null;
  readonly illustrative?: boolean;
  readonly answers?: readonly Answer[];
  readonly findings?: readonly Finding[];
  readonly refused?: boolean;
  /** The revision whose answers the workbook was issued with. */
  readonly issued?: number;
  /** Changes the bytes without changing what is read. */
  readonly saved?: number;
};

/** The bytes of a typed workbook: what `tinyDesk`'s checker reads back. */
export const workbook = (typed: TypedWorkbook = {}): Uint8Array => new TextEncoder().encode(JSON.stringify(typed));

const typedIn = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as TypedWorkbook;

function check(bytes: Uint8Array, wantedCycle: string | null): CheckedWorkbook {
  const typed = typedIn(bytes);
  const answers = typed.answers ?? [said('Q1', 3)];
  const findings = typed.refused ? [found('error', null, { code: 'not_a_workbook' })] : (typed.findings ?? []);
  const errors = findings.some(({ severity }) => severity === 'error');
  const cycle = typed.cycle === undefined ? 'tiny-2026' : typed.cycle;
  const version = cycle?.slice('tiny-'.length) ?? '2026';
  const wanted = wantedCycle?.replace('tiny-', '') ?? '2026';
  const country = typed.country === undefined ? 'AAA' : typed.country;
  return {
    outcome: typed.refused ? 'refused' : errors ? 'errors' : findings.length > 0 ? 'warnings' : 'clean',
    identity: {
      instrument: 'tiny',
      version,
      cycle,
      country,
      language: 'en',
      ...(typed.issued && { revision: typed.issued }),
    },
    counts: countAnswers(answers),
    answers: typed.refused ? [] : answers,
    findings,
    reported: [],
    illustrative: typed.illustrative ?? null,
    // A workbook of an older version is converted to the wanted version.
    version: [version, wanted].sort().at(-1)!,
  };
}

export type TinyDesk = Desk & { readonly annotated: string[] };

/** A desk on a store, with a clock that advances by one second each time it is read. */
export function tinyDesk(
  store: Store,
  more: {
    content?: Content;
    /** Reading fails for every file, or for those for which the function returns true. */
    readsFail?: boolean | ((typed: TypedWorkbook) => boolean);
    isBusy?: boolean;
    ids?: string;
    reading?: Partial<ReadingSettings>;
    report?: (error: Error) => void;
  } = {},
): TinyDesk {
  let ticks = Date.parse('2026-02-01T10:00:00.000Z');
  let ids = 0;
  const annotated: string[] = [];
  const desk = openDesk({
    store,
    contentRoot: 'none',
    reading: { leaseSeconds: 1, ...more.reading },
    content: more.content ?? tinyContent,
    ...(more.report && { report: more.report }),
    checker: {
      check: async (bytes, options) => {
        const fails = typeof more.readsFail === 'function' ? more.readsFail(typedIn(bytes)) : more.readsFail;
        if (fails) throw new Error('the reader was killed');
        const checked = check(bytes, options?.expected?.cycle ?? null);
        if (!more.isBusy) return checked;
        return {
          ...checked,
          outcome: 'refused',
          answers: [],
          findings: [found('error', null, { code: 'check_busy' })],
        };
      },
      annotate: async (bytes, options) => {
        const language = options?.language ?? '';
        annotated.push(language);
        return new TextEncoder().encode(`${language} ${bytes.length}`);
      },
    },
    now: () => {
      ticks += 1_000;
      return new Date(ticks);
    },
    newId: () => {
      ids += 1;
      return `${more.ids ?? 'u'}-${ids}`;
    },
  });
  return { ...desk, annotated };
}

/** A desk with the cycle `tiny-2026` open for AAA and BBB. */
export async function openTinyDesk(store: Store, content: Content = tinyContent): Promise<TinyDesk> {
  const desk = tinyDesk(store, { content });
  await desk.openCycle({ cycle: 'tiny-2026', person: asSecretariat });
  return desk;
}

/** A request for the complete English workbook that writes no bytes, for tests of access rights. */
export const anIssue = {
  languages: ['en'],
  scope: 'whole',
  contact: null,
  write: async () => new Uint8Array(),
};
