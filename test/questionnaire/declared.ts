/** Reads the content files directly, for tests that must not depend on the product's reader. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');

export type DeclaredQuestion = {
  code: string;
  section: string;
  type: string;
  list?: string;
  class: string;
  core?: boolean;
  seeds: string[];
  evidence?: string;
  prefill?: string;
  relevance?: string;
  when_hidden?: string;
  parts?: { name: string; list?: string }[];
  scorer?: 'choice' | { share?: string[]; goalposts?: { low: number; high: number }; part?: string; by?: string };
};
type DeclaredList = { numbered?: boolean; scores?: (number | null)[]; choices?: (string | number)[] };
type Version = { sections: { code: string; questions: Omit<DeclaredQuestion, 'section'>[] }[] };

export const yamlOf = <T>(path: string): T => parse(readFileSync(join(root, path), 'utf8')) as T;

/** Rows of a CSV file by its header. Fields in double quotes may contain commas. */
export function csvOf(path: string): Record<string, string>[] {
  const lines = readFileSync(join(root, path), 'utf8').trimEnd().split('\n');
  const cells = (line: string) =>
    [...`${line},`.matchAll(/(?:"([^"]*)"|([^,]*)),/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const [header, ...rows] = lines.map(cells);
  return rows.map((row) => Object.fromEntries(header!.map((name, at) => [name, row[at] ?? ''])));
}

/** Questions in order, and choice lists, of one version of the cybercrime questionnaire. */
export function versionOf(version: string) {
  const folder = `questionnaires/cybercrime/${version}`;
  const { sections } = yamlOf<Version>(`${folder}/questionnaire.yaml`);
  const questions: DeclaredQuestion[] = sections.flatMap(({ code, questions: asked }) =>
    asked.map((question) => ({ ...question, section: code })),
  );
  return { folder, sections, questions, lists: yamlOf<Record<string, DeclaredList>>(`${folder}/choices.yaml`) };
}
