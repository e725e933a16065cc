/** Checks the texts of a language: none is missing, none is unused, and titles can be names of sheets. */

import { nearest } from '../../content/index.ts';
import type { Instrument, InstrumentTexts } from '../instrument.ts';
import { label, workingLanguage } from '../label.ts';
import type { Faults } from '../read/fault.ts';
import type { TextsDraft } from '../read/texts.ts';

type Wanted = { readonly path: readonly string[]; readonly thing: string };

/**
 * @param drafts - texts by language; null if the language has no file
 * @param warnings - receives texts that a language other than the working one lacks, for which people see the working
 *   language's text
 */
export function checkTexts(
  instrument: Instrument,
  drafts: ReadonlyMap<string, TextsDraft | null>,
  folder: string,
  faults: Faults,
  warnings: Faults,
): void {
  const working = workingLanguage(instrument);
  const wanted = wantedTexts(instrument);
  for (const [language, draft] of drafts) {
    const file = `${folder}/texts/${language}.yaml`;
    if (!draft) {
      if (language !== working) warnings.add('questionnaire_file_missing', file, { file });
      continue;
    }
    const helps = [...instrument.questions.keys()]
      .filter((code) => language !== working && instrument.texts.get(working)?.questions[code]?.help)
      .map((code) => ({ path: ['questions', code, 'help'], thing: `The help of question ${code}` }));
    for (const { path, thing } of [...wanted, ...helps]) {
      if (at(draft.texts, path)) continue;
      const details = { language, thing, file, key: path.join('.') };
      (language === working ? faults : warnings).add('questionnaire_text_missing', draft.where(path), details);
    }
    for (const { path, near } of strays(draft.texts, instrument, wanted)) {
      faults.add('questionnaire_text_stray', draft.where(path), { key: path.join('.'), near });
    }
    checkSheets(instrument, language, draft, faults);
  }
}

function wantedTexts(instrument: Instrument): Wanted[] {
  const questions = [...instrument.questions.values()];
  const reasons = [...new Set(questions.flatMap(({ mayNotApply }) => mayNotApply?.reasons ?? []))];
  const kinds = new Set(questions.map(({ evidence }) => evidence).filter((evidence) => evidence !== null));
  return [
    { path: ['title'], thing: 'The questionnaire' },
    ...instrument.sections.flatMap(({ code }) =>
      ['title', 'sheet', 'answered_by'].map((key) => ({ path: ['sections', code, key], thing: `Section ${code}` })),
    ),
    ...questions.flatMap(({ code, parts }) => [
      { path: ['questions', code, 'label'], thing: `Question ${code}` },
      ...parts.map(({ name }) => ({
        path: ['questions', code, 'parts', name],
        thing: `Part ${name} of question ${code}`,
      })),
    ]),
    ...[...instrument.lists.values()].flatMap(({ name, choices }) =>
      choices.map((choice) => ({
        path: ['choices', name, choice.name],
        thing: `Choice ${choice.name} of the list ${name}`,
      })),
    ),
    ...[...kinds].map((kind) => ({ path: ['evidence', kind], thing: `Evidence ${kind}` })),
    ...reasons.map((reason) => ({ path: ['reasons', reason], thing: `Reason ${reason}` })),
  ];
}

function at(texts: InstrumentTexts, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], texts);
}

/** Ids in the texts that do not exist in the instrument, each with similar ids. */
function* strays(
  texts: InstrumentTexts,
  instrument: Instrument,
  wanted: readonly Wanted[],
): Generator<{ path: string[]; near: string[] }> {
  const known = {
    sections: instrument.sections.map(({ code }) => code),
    questions: [...instrument.questions.keys()],
    choices: [...instrument.lists.keys()],
    evidence: wanted.filter(({ path }) => path[0] === 'evidence').map(({ path }) => path[1]!),
    reasons: wanted.filter(({ path }) => path[0] === 'reasons').map(({ path }) => path[1]!),
  };
  for (const [group, ids] of Object.entries(known)) {
    for (const id of Object.keys(texts[group as keyof typeof known])) {
      if (!ids.includes(id)) yield { path: [group, id], near: nearest(id, ids) };
    }
  }
  for (const [code, { parts }] of Object.entries(texts.questions)) {
    const names = instrument.questions.get(code)?.parts.map(({ name }) => name);
    for (const part of Object.keys(names ? (parts ?? {}) : {})) {
      if (!names!.includes(part)) yield { path: ['questions', code, 'parts', part], near: nearest(part, names!) };
    }
  }
  for (const [list, labels] of Object.entries(texts.choices)) {
    const names = instrument.lists.get(list)?.choices.map(({ name }) => name);
    for (const choice of Object.keys(names ? labels : {})) {
      if (!names!.includes(choice)) yield { path: ['choices', list, choice], near: nearest(choice, names!) };
    }
  }
}

/** Checks the names of sheets in workbooks of this language. */
function checkSheets(instrument: Instrument, language: string, draft: TextsDraft, faults: Faults): void {
  const taken = new Map<string, string>();
  for (const { code } of instrument.sections) {
    const sheet = label(instrument, language, 'sheet', code);
    const first = taken.get(sheet.toLowerCase());
    const reason = first === undefined ? refuseSheet(sheet) : `section ${first} has it already`;
    if (reason) faults.add('questionnaire_sheet_name', draft.where(['sections', code, 'sheet']), { sheet, reason });
    taken.set(sheet.toLowerCase(), code);
  }
}

function refuseSheet(sheet: string): string | null {
  if (sheet.length > 31) return `it has ${sheet.length} characters`;
  const sign = /[[\]:*?/\\]/.exec(sheet)?.[0];
  if (sign) return `it has a ${sign}`;
  if (sheet.startsWith("'") || sheet.endsWith("'")) return "it begins or ends with '";
  return sheet.toLowerCase() === 'history' ? 'Excel keeps that name for itself' : null;
}
