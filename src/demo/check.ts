/** Checks `questionnaires/<instrument>/demo.yaml` against the questionnaire, the languages and the fictional States. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, faultsIn, nearest, openContent, type Path } from '../content/index.ts';
import { cellsOf, type Instrument } from '../questionnaire/index.ts';
import { loadCountries } from '../reference/index.ts';
import type { DemoHints } from './hints.ts';

/** Texts that belong to no question: remarks next to any answer, and the default for text answers. */
const besides = ['reason', 'unknown', 'comment', 'note', 'evidence', 'other'];

/** Codes of the fictional States; null if their table has faults, which are reported with it. */
function statesOf(contentRoot: string): ReadonlySet<string> | null {
  if (faultsIn(() => loadCountries(contentRoot, 'illustrative')).length > 0) return null;
  return new Set(loadCountries(contentRoot, 'illustrative').map(({ code }) => code));
}

/**
 * @param versions - every version of the instrument that can be read
 * @returns no faults if the instrument has no demo
 */
export function checkDemo(contentRoot: string, id: string, versions: readonly Instrument[]): Fault[] {
  const name = `questionnaires/${id}/demo.yaml`;
  if (!existsSync(join(contentRoot, name))) return [];
  const { file, faults: unreadable } = openContent(contentRoot, name);
  if (file === null || unreadable.length > 0) return [...unreadable];
  const hints = file.value as Partial<DemoHints>;
  const faults: Fault[] = [];
  const demand = (path: Path, word: string, known: ReadonlySet<string>, what: string) => {
    if (known.has(word)) return;
    const near = nearest(word, known);
    faults.push(
      file.fault(path, { what: `"${word}" is not a ${what}.`, near, correction: 'Correct it, or remove it.' }),
    );
  };

  const questions = new Set(versions.flatMap((one) => [...one.questions.keys()]));
  const codes = new Set([...questions, ...versions.flatMap(codesOfCells)]);
  const choices = new Set(
    versions.flatMap((one) => [...one.lists.values()].flatMap((list) => list.choices.map((c) => c.name))),
  );
  const states = statesOf(contentRoot);
  const languages = new Set(versions.flatMap((one) => one.languages));
  const versionNames = new Set(versions.map(({ version }) => version));
  const aCode = 'question or part of a question in any version';

  for (const [at, { version }] of (hints.cycles ?? []).entries())
    demand(['cycles', at, 'version'], version, versionNames, 'version of this questionnaire');
  for (const [theme, reported] of Object.entries(hints.themes ?? {}))
    for (const [at, code] of reported.questions.entries())
      demand(['themes', theme, 'questions', at], code, questions, 'question in any version');
  for (const [state, reported] of Object.entries(hints.sure ?? {})) {
    if (states) demand(['sure', state], state, states, 'fictional State');
    for (const code of Object.keys(reported)) demand(['sure', state, code], code, codes, aCode);
  }
  for (const [state, reported] of Object.entries(hints.unsaid ?? {})) {
    if (states) demand(['unsaid', state], state, states, 'fictional State');
    for (const [at, code] of reported.entries()) demand(['unsaid', state, at], code, codes, aCode);
  }
  for (const part of ['numbers', 'years', 'occurrences', 'days', 'choices'] as const)
    for (const code of Object.keys(hints[part] ?? {})) demand([part, code], code, codes, aCode);
  for (const [code, reported] of Object.entries(hints.choices ?? {})) {
    const own = choicesOf(versions, code);
    for (const choice of Object.keys(reported)) demand(['choices', code, choice], choice, own, `choice of ${code}`);
  }
  for (const [at, code] of (hints.inverse ?? []).entries()) demand(['inverse', at], code, questions, 'question');
  for (const [at, choice] of (hints.alone ?? []).entries())
    demand(['alone', at], choice, choices, 'choice of any list');
  for (const [code, reported] of Object.entries(hints.texts ?? {})) {
    demand(['texts', code], code, new Set([...codes, ...besides]), aCode);
    for (const language of Object.keys(reported))
      demand(['texts', code, language], language, languages, 'language of this questionnaire');
  }
  return faults;
}

/** `E04.sent` for a part, `L08.provider` for the part of any occurrence. */
const codesOfCells = (instrument: Instrument): string[] =>
  [...instrument.questions.values()].flatMap((question) =>
    cellsOf(instrument, question).flatMap((cell) => [
      cell.id,
      ...(cell.name === null ? [] : [`${question.code}.${cell.name}`]),
    ]),
  );

const choicesOf = (versions: readonly Instrument[], code: string): ReadonlySet<string> =>
  new Set(
    versions.flatMap((instrument) =>
      [...instrument.questions.values()]
        .flatMap((question) => cellsOf(instrument, question))
        .filter((cell) => [cell.id, cell.question.code, `${cell.question.code}.${cell.name}`].includes(code))
        .flatMap(({ list }) => list?.choices.map(({ name }) => name) ?? []),
    ),
  );
