/** Texts of the working language with those of another language, for a translator who works in a spreadsheet. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listContent, openContent, type Path, type PlacedText, refuseFaults, withTexts } from '../content/index.ts';
import { descriptionsFile, readDescriptions, sentencesOf } from './descriptions.ts';
import { loadLanguages } from './language.ts';
import { lackingForms, neededForms, valuesOf } from './message-parts.ts';
import { messagesIn } from './messages.ts';

export type TextPair = {
  /** File of the translation, below the content root, and the keys of the text in it. */
  readonly file: string;
  readonly path: Path;
  /** In the working language. */
  readonly original: string;
  /** Null if the language lacks it. */
  readonly translation: string | null;
};

export type TranslationFault =
  | 'unreadable'
  /** Missing or unknown placeholders. */
  | 'values'
  /** Missing plural forms. */
  | 'forms';

/** Keys of a file of texts that are not texts. */
const settings = new Set(['language', 'reviewed']);

/**
 * Every text of the software, in the order of the files of the working language, then every sentence of the models.
 *
 * @param descriptions - what models say about published tables
 * @throws Problem `content_faulty` if a file cannot be read
 */
export function textPairs(contentRoot: string, language: string, descriptions: readonly string[]): TextPair[] {
  const { working, described } = loadLanguages(contentRoot);
  const texts = sourcesOf(contentRoot, working).flatMap((source) => {
    const file = inLanguage(source, working, language);
    const theirs = existsSync(join(contentRoot, file)) ? textsIn(contentRoot, file) : new Map<string, PlacedText>();
    return [...textsIn(contentRoot, source)].map(([key, { path, text }]) => ({
      file,
      path,
      original: text,
      translation: theirs.get(key)?.text ?? null,
    }));
  });
  return [...texts, ...(language === described ? [] : descriptionPairs(contentRoot, language, descriptions))];
}

function descriptionPairs(contentRoot: string, language: string, descriptions: readonly string[]): TextPair[] {
  const file = descriptionsFile(language);
  const translations = readDescriptions(contentRoot, language);
  return [...new Set(descriptions.flatMap(sentencesOf))].map((original) => ({
    file,
    path: [original],
    original,
    translation: translations.get(original) ?? null,
  }));
}

/** Files of texts in one language, those of pages first. */
function sourcesOf(contentRoot: string, language: string): string[] {
  const names = listContent(contentRoot);
  const ofPages = names.filter((name) => name.startsWith(`texts/${language}/`) && name.endsWith('.yaml'));
  return [
    ...ofPages,
    ...names.filter((name) => !name.startsWith('texts/') && name.endsWith(`/texts/${language}.yaml`)),
  ];
}

const inLanguage = (source: string, from: string, to: string) =>
  source.startsWith(`texts/${from}/`)
    ? `texts/${to}/${source.slice(`texts/${from}/`.length)}`
    : `${dirname(source)}/${to}.yaml`;

function textsIn(contentRoot: string, name: string): Map<string, PlacedText> {
  const { file, faults } = openContent(contentRoot, name);
  refuseFaults(faults);
  return new Map(
    [...messagesIn(file!, '')]
      .filter(([, { path }]) => !(path.length === 1 && settings.has(String(path[0]))))
      .map(([key, { path, text }]) => [key, { path, text }]),
  );
}

/**
 * Placeholders that a translation must keep, and the plural forms of its language; none for a text that is not a
 * message.
 */
export function partsToKeep({ file, original }: TextPair, language: string, working: string) {
  if (!isMessage(file)) return { values: [], forms: [] };
  const values = valuesOf(original, working);
  const counts = /,\s*plural\s*,/.test(original);
  return { values: typeof values === 'string' ? [] : values, forms: counts ? neededForms(language, 'cardinal') : [] };
}

/** A fault for which a translation would be refused, or read badly. */
export function translationFault(
  pair: TextPair,
  translation: string,
  language: string,
  working: string,
): TranslationFault | null {
  if (!isMessage(pair.file)) return null;
  const values = valuesOf(translation, language);
  if (typeof values === 'string') return 'unreadable';
  if (String(values) !== String(partsToKeep(pair, language, working).values)) return 'values';
  return lackingForms(translation, language).length > 0 ? 'forms' : null;
}

/** Texts of questionnaires, frameworks and models have no placeholders. */
const isMessage = (file: string) => file.startsWith('texts/') || file.startsWith('dashboards/');

/**
 * Writes translations to their files, in the order of the working language, or of the models; other content is
 * unchanged.
 *
 * @returns a function to undo it, and the names of the files
 */
export function writeTranslations(
  contentRoot: string,
  language: string,
  texts: readonly (Pick<TextPair, 'file' | 'path'> & { readonly text: string })[],
  descriptions: readonly string[],
): { files: string[]; undo: () => void } {
  const { working } = loadLanguages(contentRoot);
  const before = new Map<string, string | null>();
  for (const [file, own] of Map.groupBy(texts, (text) => text.file)) {
    const path = join(contentRoot, file);
    const source =
      file === descriptionsFile(language)
        ? JSON.stringify(Object.fromEntries(descriptions.flatMap(sentencesOf).map((sentence) => [sentence, ''])))
        : readFileSync(join(contentRoot, inLanguage(file, language, working)), 'utf8');
    const there = existsSync(path) ? readFileSync(path, 'utf8') : null;
    before.set(file, there);
    const head = /^language: /m.test(source) ? `language: ${language}\nreviewed: false\n` : '{}\n';
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, withTexts(there ?? head, source, own));
  }
  const undo = () => {
    for (const [file, text] of before) {
      if (text === null) rmSync(join(contentRoot, file));
      else writeFileSync(join(contentRoot, file), text);
    }
  };
  return { files: [...before.keys()], undo };
}
