/** An instrument's framework: the content of `pipelines/framework/<instrument>/`, with all its faults. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ContentTable,
  emptyTable,
  type Fault,
  faultAt,
  openTable,
  refuseFaults,
  unrepeated,
} from '../../content/index.ts';
import { readWithoutTexts } from '../read/instrument-files.ts';
import { listInstruments } from '../read/load.ts';
import { checkCodes } from './codes.ts';
import { type FrameworkTable, type FrameworkTables, neededTables, optionalTables } from './framework-tables.ts';
import { checkFrameworkTexts, type FrameworkTexts, readFrameworkTexts } from './texts.ts';

export type Framework = {
  readonly dimensions: readonly { dimension: string; position: number }[];
  readonly pillars: readonly { pillar: string; dimension: string; weight: number; position: number }[];
  readonly indicators: readonly {
    readonly indicator: string;
    readonly pillar: string;
    readonly weight: number;
    readonly position: number;
    readonly use: string;
  }[];
  readonly indicator_questions: readonly {
    readonly indicator: string;
    readonly question: string;
    readonly part: string | null;
    readonly weight: number;
    readonly combine: string | null;
    /** Counted from 1, in the file's order. */
    readonly position: number;
  }[];
  readonly areas: readonly { area: string; position: number }[];
  readonly area_questions: readonly { area: string; question: string }[];
  readonly context_questions: readonly { context: string; role: string; question: string; name: string | null }[];
  readonly flags: readonly { flag: string; indicator: string; at_least: number; beside: string; under: number }[];
  /**
   * The element that measures each recommendation of the action plan; `position` is the file's order, counted from 1.
   */
  readonly recommendation_elements: readonly { recommendation: string; element: string; position: number }[];
  /** Points of the key messages, and what each refers to: recommendations, indicators, treaties. */
  readonly points: readonly { point: string; area: string; position: number }[];
  readonly point_links: readonly { point: string; kind: string; code: string; position: number }[];
  /** The same for every cycle of the instrument. */
  readonly treaty_answers: readonly { readonly status: string; readonly choice: string; readonly prefill: boolean }[];
  /** By language, then by kind (plural, as in the file) and code. */
  readonly texts: ReadonlyMap<string, FrameworkTexts>;
};

export type FrameworkReport = {
  readonly framework: Framework;
  /** Faults that prevent its use. */
  readonly faults: readonly Fault[];
  /** Visible deficiencies: texts that a language other than the working one lacks. */
  readonly warnings: readonly Fault[];
};

export const frameworkFolder = (instrument: string): string => `pipelines/framework/${instrument}`;

/** True if the instrument has a framework; an instrument that is being drafted may not have one yet. */
export const hasFramework = (contentRoot: string, instrument: string): boolean =>
  existsSync(join(contentRoot, frameworkFolder(instrument)));

/**
 * The framework, checked against every version of the questionnaire. @throws Problem `content_faulty` with every
 * fault
 */
export function loadFramework(contentRoot: string, instrument: string): Framework {
  const { framework, faults } = checkFramework(contentRoot, instrument);
  refuseFaults(faults);
  return framework;
}

export function checkFramework(contentRoot: string, id: string): FrameworkReport {
  const folder = frameworkFolder(id);
  const faults: Fault[] = [];
  const tables = Object.fromEntries(
    [...neededTables, ...optionalTables].map((name) => [
      name,
      open(contentRoot, `${folder}/${name}.csv`, isNeeded(name), faults),
    ]),
  ) as FrameworkTables;
  const names = listInstruments(contentRoot).filter((name) => name.id === id);
  const versions = names.flatMap((name) => readWithoutTexts(contentRoot, name) ?? []);
  const written = readFrameworkTexts(contentRoot, folder);
  const ofCodes = checkCodes(tables, versions.length < names.length ? null : versions);
  const framework = { ...frameworkOf(tables), texts: written.texts };
  const working = versions.at(-1)?.languages[0];
  const named = {
    dimensions: framework.dimensions.map(({ dimension }) => dimension),
    pillars: framework.pillars.map(({ pillar }) => pillar),
    indicators: framework.indicators.map(({ indicator }) => indicator),
    flags: framework.flags.map(({ flag }) => flag),
    points: framework.points.map(({ point }) => point),
  };
  // If a table or its codes have faults, texts would be reported as unused.
  const found =
    faults.length + ofCodes.length > 0
      ? []
      : checkFrameworkTexts(named, folder, versions.at(-1)?.languages ?? [], written);
  const isStopping = ({ language }: { language: string }) => language === working;
  return {
    framework,
    faults: [
      ...ofCodes,
      ...unrepeated(faults, ofCodes),
      ...written.faults,
      ...found.filter((one) => one.isStray || isStopping(one)).map(({ fault }) => fault),
    ],
    warnings: found.filter((one) => !one.isStray && !isStopping(one)).map(({ fault }) => fault),
  };
}

const isNeeded = (name: string) => (neededTables as readonly string[]).includes(name);

function open(contentRoot: string, name: string, isWanted: boolean, faults: Fault[]): ContentTable | null {
  if (!isWanted && !existsSync(join(contentRoot, name))) return emptyTable(name);
  const { table, faults: found } = openTable(contentRoot, name);
  faults.push(...found);
  if (isWanted && found.length === 0 && table?.rows.length === 0) {
    const correction = 'Add a line for each; without them nothing is scored.';
    faults.push(faultAt(name, { line: 1, column: 1 }, { what: 'The table has no lines.', correction }));
  }
  return table;
}

function frameworkOf(tables: FrameworkTables): Omit<Framework, 'texts'> {
  const rows = <Read>(name: FrameworkTable, read: (row: Readonly<Record<string, string>>, at: number) => Read) =>
    (tables[name]?.rows ?? []).map(read);
  const text = (cell: string | undefined) => cell ?? '';
  return {
    dimensions: rows('dimensions', (row) => ({ dimension: text(row.dimension), position: Number(row.position) })),
    pillars: rows('pillars', (row) => ({
      pillar: text(row.pillar),
      dimension: text(row.dimension),
      weight: Number(row.weight),
      position: Number(row.position),
    })),
    indicators: rows('indicators', (row) => ({
      indicator: text(row.indicator),
      pillar: text(row.pillar),
      weight: Number(row.weight),
      position: Number(row.position),
      use: text(row.use),
    })),
    indicator_questions: rows('indicator_questions', (row, at) => ({
      indicator: text(row.indicator),
      question: text(row.question),
      part: row.part || null,
      weight: Number(row.weight),
      combine: row.combine || null,
      position: at + 1,
    })),
    areas: rows('areas', (row) => ({ area: text(row.area), position: Number(row.position) })),
    area_questions: rows('area_questions', (row) => ({ area: text(row.area), question: text(row.question) })),
    context_questions: rows('context_questions', (row) => ({
      context: text(row.context),
      role: text(row.role),
      question: text(row.question),
      name: row.part || null,
    })),
    flags: rows('flags', (row) => ({
      flag: text(row.flag),
      indicator: text(row.indicator),
      at_least: Number(row.at_least),
      beside: text(row.beside),
      under: Number(row.under),
    })),
    recommendation_elements: rows('recommendation_elements', (row, at) => ({
      recommendation: text(row.recommendation),
      element: text(row.element),
      position: at + 1,
    })),
    points: rows('points', (row) => ({
      point: text(row.point),
      area: text(row.area),
      position: Number(row.position),
    })),
    point_links: rows('point_links', (row, at) => ({
      point: text(row.point),
      kind: text(row.kind),
      code: text(row.code),
      position: at + 1,
    })),
    treaty_answers: rows('treaty_answers', (row) => ({
      status: text(row.status),
      choice: text(row.choice),
      prefill: row.prefill === 'true',
    })),
  };
}
