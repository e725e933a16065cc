/** Differences between two meanings, in terms for the person who corrects the files. */
import { canonicalJson } from './canonical.ts';
import type { Declared, Meaning } from './meaning.ts';

/** Such as `question C04`, `relevance`, `${C01} > 0`, `not set`. */
export type MeaningChange = {
  readonly thing: string;
  readonly key: string;
  readonly was: string;
  readonly is: string;
};

/** Sections first, then questions, lists and the crosswalk; empty if nothing differs. */
export function compareMeanings(before: Meaning, after: Meaning): MeaningChange[] {
  return [
    ...compareKeys('questionnaire', named(before), named(after)),
    ...compareSections(before, after),
    ...compareAll('question', before.questions, after.questions),
    ...compareAll('list', before.lists, after.lists),
    ...compareCrosswalk(before, after),
  ];
}

const named = ({ instrument, version }: Meaning): Declared => ({ instrument, version });

function compareSections(before: Meaning, after: Meaning): MeaningChange[] {
  const codes = (of: Meaning): Declared => ({ sections: of.sections.map(({ code }) => code) });
  const questions = (of: Meaning) =>
    Object.fromEntries(of.sections.map(({ code, questions: asked }) => [code, { questions: asked }]));
  return [
    ...compareKeys('questionnaire', codes(before), codes(after)),
    ...compareAll('section', questions(before), questions(after)),
  ];
}

function compareAll(
  kind: string,
  before: Readonly<Record<string, Declared>>,
  after: Readonly<Record<string, Declared>>,
): MeaningChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    const thing = `${kind} ${name}`;
    if (was && is) return compareKeys(thing, was, is);
    return [{ thing, key: '', was: was ? 'there' : 'not there', is: is ? 'there' : 'not there' }];
  });
}

function compareKeys(thing: string, before: Declared, after: Declared): MeaningChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => canonicalJson(before[key] ?? null) !== canonicalJson(after[key] ?? null))
    .map((key) => ({ thing, key, was: spelled(before[key]), is: spelled(after[key]) }));
}

/** A changed line counts as one removed and one added. */
function compareCrosswalk(before: Meaning, after: Meaning): MeaningChange[] {
  const lines = (of: Meaning) => Object.fromEntries(of.crosswalk.map((line) => [describeLine(line), line]));
  return compareAll('line of crosswalk.csv:', lines(before), lines(after));
}

const describeLine = ({ question, from_version, from_question, relation, recode }: Declared): string =>
  [
    `${question ?? 'no question'} from ${from_question ?? 'no question'} of ${from_version}, ${relation}`,
    ...(recode ? [canonicalJson(recode)] : []),
  ].join(' ');

function spelled(value: unknown): string {
  if (value === undefined) return 'not set';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
