/** Reads `texts/<language>.yaml`: ids and texts only. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InstrumentTexts } from '../instrument.ts';
import type { Faults } from './fault.ts';
import { type Mapping, openMapping } from './mapping.ts';
import { readYaml } from './yaml-file.ts';

/** Texts of one language, and the position of each in the file. */
export type TextsDraft = { readonly texts: InstrumentTexts; readonly where: (path: readonly string[]) => string };

type Words = Record<string, string>;

/**
 * @param wanted - true for the working language, whose file is required
 * @returns null if there is no file or it cannot be read
 */
export function readTexts(
  contentRoot: string,
  folder: string,
  language: string,
  wanted: boolean,
  faults: Faults,
): TextsDraft | null {
  const name = `${folder}/texts/${language}.yaml`;
  if (!wanted && !existsSync(join(contentRoot, name))) return null;
  const file = readYaml(contentRoot, name, faults);
  const all = file && openMapping(file, [], 'The file', faults);
  if (!all) return null;
  all.only(['language', 'reviewed', 'title', 'sections', 'questions', 'choices', 'evidence', 'reasons']);
  if (all.raw('language') !== language) all.wrong('language', `${language}, as the file is called`);
  if (!all.has('reviewed')) all.missing('reviewed', 'true once somebody has reviewed the texts, else false');
  const texts: InstrumentTexts = {
    language,
    reviewed: all.truth('reviewed'),
    title: all.text('title') ?? '',
    sections: each(all.inner('sections'), (section) => {
      section.only(['title', 'sheet', 'answered_by']);
      const [title, sheet, by] = ['title', 'sheet', 'answered_by'].map((key) => section.text(key) ?? '');
      return { title: title!, sheet: sheet!, answered_by: by! };
    }),
    questions: each(all.inner('questions'), (question) => {
      question.only(['label', 'help', 'parts']);
      const help = question.text('help');
      const parts = question.inner('parts');
      return {
        label: question.text('label') ?? '',
        ...(help === null ? {} : { help }),
        ...(parts === null ? {} : { parts: words(parts) }),
      };
    }),
    choices: each(all.inner('choices'), words),
    evidence: words(all.inner('evidence')),
    reasons: words(all.inner('reasons')),
  };
  return { texts, where: (path) => file.where(path) };
}

// Objects without a prototype: ids come from uploads too, and "constructor" must not find anything.
function each<Text>(of: Mapping | null, read: (inner: Mapping) => Text): Record<string, Text> {
  const texts: Record<string, Text> = Object.create(null);
  for (const key of of?.keys ?? []) {
    const inner = of!.inner(key, `The text of ${key}`);
    if (inner) texts[key] = read(inner);
  }
  return texts;
}

function words(of: Mapping | null): Words {
  const texts: Words = Object.create(null);
  for (const key of of?.keys ?? []) {
    const text = of!.text(key);
    if (text !== null) texts[key] = text;
  }
  return texts;
}
