/**
 * Descriptions of published tables and columns in other languages. Models are described in one language;
 * `pipelines/texts/<language>.yaml` has the translation of each sentence under the sentence itself. A sentence of an
 * earlier release, or of a model without translations, therefore never has the translation of another one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openContent } from '../content/index.ts';

export const descriptionsFile = (language: string): string => `pipelines/texts/${language}.yaml`;

/** Part of a description in one language: several sentences if they follow each other. */
export type DescriptionPart = {
  readonly language: string;
  readonly text: string;
};

/** The sentences of a description, which are translated one by one. A sentence begins with a capital or a quotation mark. */
export const sentencesOf = (description: string): string[] =>
  description
    .trim()
    .split(/(?<=[.])\s+(?=[A-Z"])|\n\s*\n/)
    .map((sentence) => sentence.replaceAll(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '');

/** Translations by original sentence. Empty for a language without a file, or with an unreadable one. */
export function readDescriptions(contentRoot: string, language: string): ReadonlyMap<string, string> {
  const name = descriptionsFile(language);
  if (!existsSync(join(contentRoot, name))) return new Map();
  const { file, faults } = openContent(contentRoot, name);
  return faults.length > 0 ? new Map() : new Map(Object.entries(file!.value as Record<string, string>));
}

/**
 * Translates descriptions; the file of a language is read when its first description is requested.
 *
 * @param described - language of the models
 */
export function describer(
  contentRoot: string,
  described: string,
): (language: string, description: string) => DescriptionPart[] {
  const known = new Map<string, ReadonlyMap<string, string>>();
  return (language, description) => {
    const sentences = sentencesOf(description);
    if (language === described) return [{ language, text: sentences.join(' ') }];
    const translations = known.get(language) ?? readDescriptions(contentRoot, language);
    known.set(language, translations);
    const parts: DescriptionPart[] = [];
    for (const sentence of sentences) {
      const translation = translations.get(sentence);
      const part = { language: translation === undefined ? described : language, text: translation ?? sentence };
      const before = parts.at(-1);
      // Sentences of Chinese follow each other without a space.
      const between = /\p{Script=Han}|。/u.test(before?.text.at(-1) ?? '') ? '' : ' ';
      if (before?.language === part.language)
        parts[parts.length - 1] = { ...before, text: `${before.text}${between}${part.text}` };
      else parts.push(part);
    }
    return parts;
  };
}
