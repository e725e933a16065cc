/** Reads `choices.yaml`: choice lists with stored names in score order. */
import { sectionRows } from '../cells.ts';
import type { Choice, ChoiceList } from '../instrument.ts';
import type { Faults } from './fault.ts';
import { type Mapping, openMapping } from './mapping.ts';
import { claim, refuseShape, shapes } from './name.ts';
import { readYaml } from './yaml-file.ts';

/** External sources from which a list may be filled. */
export const choiceSources = ['countries'] as const;

/**
 * @returns the lists that can be read, by name; null if the file cannot be read. What is wrong is added to the faults
 */
export function readChoices(contentRoot: string, folder: string, faults: Faults): Map<string, ChoiceList> | null {
  const file = readYaml(contentRoot, `${folder}/choices.yaml`, faults);
  const all = file && openMapping(file, [], 'The file', faults);
  if (!all) return null;
  const lists = new Map<string, ChoiceList>();
  for (const name of all.keys) {
    const wellNamed = name !== sectionRows && shapes.name.test(name);
    if (!wellNamed) refuseShape('choice list', name, 'name', all.where(name), faults);
    const list = all.inner(name, `The list "${name}"`);
    if (list) lists.set(name, readList(name, list, faults));
  }
  return lists;
}

function readList(name: string, list: Mapping, faults: Faults): ChoiceList {
  list.only(['numbered', 'scores', 'choices', 'source']);
  const source = list.oneOf('source', choiceSources);
  if (source !== null) {
    for (const key of ['scores', 'choices', 'numbered'])
      if (list.has(key)) list.wrong(key, 'omitted if "source" is given');
    return { name, numbered: false, scored: false, openEnded: true, source, choices: [] };
  }
  const numbered = list.truth('numbered');
  const names = readNames(list, numbered, faults);
  const scores = readScores(name, list, names.length, faults);
  const choices = names.map((choice, place): Choice => ({ name: choice, score: scores?.[place] ?? null }));
  return { name, numbered, scored: scores !== null, openEnded: false, source: null, choices };
}

function readNames(list: Mapping, numbered: boolean, faults: Faults): string[] {
  const given = list.raw('choices');
  if (given === undefined && !list.has('source')) list.missing('choices', 'the stored names in order');
  if (!Array.isArray(given)) {
    if (given !== undefined) list.wrong('choices', 'a list of names in [ ]');
    return [];
  }
  if (given.length === 0) list.wrong('choices', 'a list of at least one name');
  const taken = new Map<string, () => string>();
  return given.map((choice, place) => {
    const where = () => list.where('choices', place);
    if (list.quoted('choices', place)) {
      const expected = numbered ? Number.isSafeInteger(choice) && choice >= 0 : shapes.choice.test(String(choice));
      if (!expected) refuseShape('choice', String(choice), numbered ? 'number' : 'choice', where(), faults);
      claim('choice', String(choice), where, taken, faults);
    }
    return String(choice);
  });
}

function readScores(name: string, list: Mapping, choices: number, faults: Faults): (number | null)[] | null {
  const given = list.raw('scores');
  if (given === undefined) return null;
  const isScore = (one: unknown) => one === null || (typeof one === 'number' && one >= 0 && one <= 100);
  if (!Array.isArray(given) || !given.every(isScore)) {
    list.wrong('scores', 'a list of numbers from 0 to 100, or null for a choice that is not scored');
    return null;
  }
  if (given.length !== choices) {
    const details = { list: name, scores: given.length, choices };
    faults.add('questionnaire_scores_uneven', list.where('scores'), details);
  }
  return given as (number | null)[];
}
