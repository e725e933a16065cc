/** The names of a framework's elements in each language. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentFile, type Fault, faultAt, nearest, openContent } from '../../content/index.ts';

export type FrameworkTexts = Readonly<Record<string, Readonly<Record<string, { label: string; says?: string }>>>>;
/** Codes that must have a name, by the key of the file. */
type Named = Readonly<Record<string, readonly string[]>>;

export type TextFault = { readonly language: string; readonly isStray: boolean; readonly fault: Fault };

export function readFrameworkTexts(contentRoot: string, folder: string) {
  const files = new Map<string, ContentFile>();
  const faults: Fault[] = [];
  const path = join(contentRoot, folder, 'texts');
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.yaml')) : [];
  for (const name of names.sort()) {
    const opened = openContent(contentRoot, `${folder}/texts/${name}`);
    faults.push(...opened.faults);
    if (opened.file !== null && opened.faults.length === 0) files.set(name.replace(/\.yaml$/, ''), opened.file);
  }
  const texts = new Map([...files].map(([language, file]) => [language, file.value as FrameworkTexts]));
  return { texts, files, faults };
}

/**
 * @param languages - languages of the questionnaire, the working language first
 * @param files - by language, without faulty files, whose faults are already reported
 */
export function checkFrameworkTexts(
  named: Named,
  folder: string,
  languages: readonly string[],
  { files, faults }: Pick<ReturnType<typeof readFrameworkTexts>, 'files' | 'faults'>,
): TextFault[] {
  return languages.flatMap((language) => {
    const name = `${folder}/texts/${language}.yaml`;
    const file = files.get(language);
    if (file) return checkFile(file, named, language);
    if (faults.some((fault) => fault.file === name)) return [];
    const wording = { what: `There is no file "${name}".`, correction: `Add ${name}.` };
    return [{ language, isStray: false, fault: faultAt(name, null, wording) }];
  });
}

function checkFile(file: ContentFile, named: Named, language: string): TextFault[] {
  const texts = file.value as FrameworkTexts;
  return Object.entries(named).flatMap(([kind, codes]) => {
    const given = Object.keys(texts[kind] ?? {});
    const missing = codes.filter((code) => !given.includes(code));
    return [
      ...missing.map((code) => ({
        language,
        isStray: false,
        fault: file.fault([kind], {
          what: `The language "${language}" has no text for "${code}" of ${kind}.`,
          correction: `Add ${kind}.${code} with its label.`,
        }),
      })),
      ...given
        .filter((code) => !codes.includes(code))
        .map((code) => ({
          language,
          isStray: true,
          fault: file.fault([kind, code], {
            what: `The text ${kind}.${code} does not belong to anything in the framework.`,
            near: nearest(code, missing),
            correction: 'Remove it, or add what it belongs to.',
          }),
        })),
    ];
  });
}
