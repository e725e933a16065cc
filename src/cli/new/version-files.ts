/**
 * Files of a new version of an instrument: a copy of the newest one, with a crosswalk in which every question is the
 * same.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadInstrument } from '../../questionnaire/index.ts';
import type { NewFiles } from './write-new.ts';

/** @throws Problem `instrument_faulty` if the copied version has a fault */
export function versionFiles(contentRoot: string, id: string, from: string, version: string): NewFiles {
  const earlier = loadInstrument(contentRoot, id, from);
  const read = (name: string) => readFileSync(join(contentRoot, 'questionnaires', id, from, name), 'utf8');
  const folder = `questionnaires/${id}/${version}`;
  const texts = earlier.languages.map((language) => `texts/${language}.yaml`);
  const copied = ['choices.yaml', ...texts].filter((name) =>
    existsSync(join(contentRoot, 'questionnaires', id, from, name)),
  );
  const lines = [...earlier.questions.keys()].map((code) => `${code},${id},${from},${code},same,,`);
  return {
    [`${folder}/questionnaire.yaml`]: read('questionnaire.yaml').replace(
      /^version:.*$/m,
      () => `version: "${version}"`,
    ),
    ...Object.fromEntries(copied.map((name) => [`${folder}/${name}`, read(name)])),
    [`${folder}/crosswalk.csv`]: [
      'question,from_instrument,from_version,from_question,relation,recode,note',
      ...lines,
      '',
    ].join('\n'),
  };
}

/**
 * The rules of the cycles, with those of the newest version repeated for the new one and that version as its
 * baseline; null if there is nothing to repeat.
 */
export function withRules(text: string, from: string, version: string): string | null {
  const lines = text.trimEnd().split('\n');
  const isKey = (line: string) => /^\S/.test(line) && !line.startsWith('#');
  const names = (line: string) => new RegExp(`^["']?${from.replaceAll('.', '\\.')}["']?:`).test(line);
  const first = lines.findIndex((line) => isKey(line) && names(line));
  if (first < 0) return null;
  const rest = lines.slice(first + 1);
  const length = rest.findIndex(isKey);
  const own = rest
    .slice(0, length < 0 ? undefined : length)
    .map((line) => line.replace(/^(\s+baseline:).*$/, `$1 "${from}"`))
    .map((line) => (/^\d{4}$/.test(version) ? line.replace(/^(\s+year:).*$/, `$1 ${version}`) : line));
  return [...lines, `"${version}":`, ...own, ''].join('\n');
}
