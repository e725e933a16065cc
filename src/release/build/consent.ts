/** Which choice covers each accepted answer: asked again at every build, whatever was kept with the answer. */
import {
  choicesIn,
  classOf,
  isWider,
  narrowedBy,
  type PublicationChoices,
  type PublicationRules,
  publicationBy,
  type SectionPublication,
  stricter,
  stricterPublication,
} from '../../domain/index.ts';
import { type Connection, publications, type ReadAnswer } from '../../state/index.ts';
import type { FrozenCycle } from './frozen.ts';

/** The choices that hold for accepted answers: no wider than what the country has narrowed since. */
export const coveringChoices = (
  answers: readonly ReadAnswer[],
  held: PublicationChoices,
  rules: PublicationRules,
): PublicationChoices => narrowedBy(choicesIn(answers, rules), held);

/**
 * Answers of one country with the choice that covers each: no wider than what their own revision states, than what the
 * country has narrowed since, and than what was kept with them.
 *
 * @param held - the choices that hold for the country
 * @param rules - as they were when the cycle opened
 */
export function consented(
  answers: readonly ReadAnswer[],
  held: PublicationChoices,
  rules: PublicationRules,
): ReadAnswer[] {
  const publicationOf = publicationBy(coveringChoices(answers, held, rules), rules);
  return answers.map((answer) => {
    const publication = stricterPublication(answer.publication, publicationOf(answer.section, answer.question));
    return { ...answer, publication, class: stricter(answer.class, classOf(answer.class, publication)) };
  });
}

/** The choices that a release was built with, by cycle and country (`<cycle> <country>`): plain data, kept next to it. */
export type BuiltChoices = Readonly<Record<string, Readonly<Record<string, SectionPublication>>>>;

export const builtChoices = (cycles: readonly FrozenCycle[]): BuiltChoices =>
  Object.fromEntries(
    cycles.flatMap(({ cycle, accepted, choices }) =>
      [...(choices ?? [])]
        .filter(([country]) => accepted.has(country))
        .map(([country, of]) => [`${cycle.id} ${country}`, Object.fromEntries(of)]),
    ),
  );

/** Countries that now allow less than a release was built with, in order of code. */
export async function allowLess(connection: Connection, built: BuiltChoices): Promise<string[]> {
  const held = new Map<string, ReadonlyMap<string, PublicationChoices>>();
  const less = new Set<string>();
  for (const [key, choices] of Object.entries(built)) {
    const [cycle = '', country = ''] = key.split(' ');
    if (!held.has(cycle)) held.set(cycle, await publications.ofCycle(connection, cycle));
    const now = held.get(cycle)!.get(country);
    const narrower = Object.entries(choices).some(([subject, choice]) => isWider(now?.get(subject) ?? choice, choice));
    if (narrower) less.add(country);
  }
  return [...less].sort();
}
