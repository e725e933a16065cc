/** Reads an instrument's framework: what stands in `pipelines/framework/<instrument>/`, all faults told at once. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { Problem } from '../../problem/index.ts';
import type { InputRow } from './inputs.ts';

export type Framework = {
  readonly dimensions: readonly InputRow<'dimensions'>[];
  readonly pillars: readonly InputRow<'pillars'>[];
  readonly indicators: readonly InputRow<'indicators'>[];
  readonly indicator_questions: readonly InputRow<'indicator_questions'>[];
  readonly areas: readonly InputRow<'areas'>[];
  readonly area_questions: readonly InputRow<'area_questions'>[];
  readonly context_questions: readonly InputRow<'context_questions'>[];
  readonly flags: readonly InputRow<'flags'>[];
  /** For every cycle of the instrument alike. */
  readonly treaty_answers: readonly { readonly status: string; readonly choice: string }[];
  /** By language, then kind (in the plural, as in the file) and code. */
  readonly texts: ReadonlyMap<string, FrameworkTexts>;
};

export type FrameworkTexts = Readonly<Record<string, Readonly<Record<string, { label: string; says?: string }>>>>;

/**
 * @param questions - codes that some version of the questionnaire has; any other that a file names is a fault
 * @throws Problem `framework_wrong` with file and line of each fault
 */
export function loadFramework(contentRoot: string, instrument: string, questions: ReadonlySet<string>): Framework {
  const folder = `pipelines/framework/${instrument}`;
  const read = reader(join(contentRoot, folder));
  const framework: Framework = {
    dimensions: read.rows('dimensions.csv', (line) => ({
      dimension: line.text('dimension'),
      position: line.number('position'),
    })),
    pillars: read.rows('pillars.csv', (line) => ({
      pillar: line.text('pillar'),
      dimension: line.text('dimension'),
      weight: line.number('weight'),
      position: line.number('position'),
    })),
    indicators: read.rows('indicators.csv', (line) => ({
      indicator: line.text('indicator'),
      pillar: line.text('pillar'),
      weight: line.number('weight'),
      position: line.number('position'),
      use: line.oneOf('use', ['scored', 'shown']),
    })),
    indicator_questions: read.rows('indicator_questions.csv', (line) => ({
      indicator: line.text('indicator'),
      question: line.known('question', questions),
      part: line.maybe('part'),
      weight: line.number('weight'),
      combine: line.maybe('combine'),
      position: line.place,
    })),
    areas: read.rows('areas.csv', (line) => ({ area: line.text('area'), position: line.number('position') })),
    area_questions: read.rows('area_questions.csv', (line) => ({
      area: line.text('area'),
      question: line.known('question', questions),
    })),
    context_questions: read.rows('context_questions.csv', (line) => ({
      context: line.text('context'),
      role: line.text('role'),
      question: line.known('question', questions),
      name: line.maybe('part'),
    })),
    flags: read.rows('flags.csv', (line) => ({
      flag: line.text('flag'),
      indicator: line.text('indicator'),
      at_least: line.number('at_least'),
      beside: line.text('beside'),
      under: line.number('under'),
    })),
    treaty_answers: read.rows('treaty_answers.csv', (line) => ({
      status: line.text('status'),
      choice: line.text('choice'),
    })),
    texts: readTexts(join(contentRoot, folder, 'texts')),
  };
  const faults = [...read.faults, ...strays(framework)];
  if (faults.length > 0) throw new Problem('framework_wrong', folder, { folder, faults });
  return framework;
}

type Line = {
  /** From 1, in the file's order. */
  readonly place: number;
  text(column: string): string;
  maybe(column: string): string | null;
  number(column: string): number;
  oneOf(column: string, words: readonly string[]): string;
  known(column: string, codes: ReadonlySet<string>): string;
};

/** A file that is not there has no rows: an instrument without areas or flags is whole. */
function reader(folder: string) {
  const faults: string[] = [];
  const rows = <R>(file: string, read: (line: Line) => R): R[] => {
    const path = join(folder, file);
    if (!existsSync(path)) return [];
    const records = parseCsv(readFileSync(path, 'utf8'), {
      columns: true,
      bom: true,
      info: true,
      trim: true,
    }) as unknown as {
      record: Record<string, string>;
      info: { lines: number };
    }[];
    return records.map(({ record, info }, at) => {
      const fault = (said: string) => faults.push(`${file}:${info.lines}: ${said}`);
      const text = (column: string) => {
        if (!record[column]) fault(`there is no ${column}`);
        return record[column] ?? '';
      };
      return read({
        place: at + 1,
        text,
        maybe: (column) => record[column] || null,
        number: (column) => {
          const number = Number(text(column));
          if (!Number.isFinite(number) || number < 0) fault(`${column} "${record[column]}" is no number from 0 on`);
          return number;
        },
        oneOf: (column, words) => {
          if (!words.includes(text(column))) fault(`${column} "${record[column]}" is not one of ${words.join(', ')}`);
          return record[column]!;
        },
        known: (column, codes) => {
          if (!codes.has(text(column))) fault(`no version of the questionnaire has a question "${record[column]}"`);
          return record[column]!;
        },
      });
    });
  };
  return { rows, faults };
}

/** Codes that one file names and no other declares. */
function strays({ dimensions, pillars, indicators, indicator_questions, areas, area_questions, flags }: Framework) {
  const faults: string[] = [];
  const hold = (file: string, named: readonly string[], declared: readonly string[], where: string) => {
    const known = new Set(declared);
    for (const code of new Set(named)) if (!known.has(code)) faults.push(`${file}: "${code}" is not in ${where}`);
  };
  const codes = indicators.map(({ indicator }) => indicator);
  hold(
    'pillars.csv',
    pillars.map(({ dimension }) => dimension),
    dimensions.map(({ dimension }) => dimension),
    'dimensions.csv',
  );
  hold(
    'indicators.csv',
    indicators.map(({ pillar }) => pillar),
    pillars.map(({ pillar }) => pillar),
    'pillars.csv',
  );
  hold(
    'indicator_questions.csv',
    indicator_questions.map(({ indicator }) => indicator),
    codes,
    'indicators.csv',
  );
  hold(
    'area_questions.csv',
    area_questions.map(({ area }) => area),
    areas.map(({ area }) => area),
    'areas.csv',
  );
  hold(
    'flags.csv',
    flags.flatMap(({ indicator, beside }) => [indicator, beside]),
    codes,
    'indicators.csv',
  );
  return faults;
}

function readTexts(folder: string): Map<string, FrameworkTexts> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return new Map(
    files
      .sort()
      .map((file) => [
        file.replace(/\.yaml$/, ''),
        parseYaml(readFileSync(join(folder, file), 'utf8')) as FrameworkTexts,
      ]),
  );
}
