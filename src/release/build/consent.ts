/**
 * Determines which publication choice covers each accepted answer. Every build computes it again, whatever was kept
 * with the answer.
 */
import {
  type BuiltChoices,
  choicesIn,
  classOf,
  narrowedBy,
  type PublicationChoices,
  type PublicationRules,
  publicationBy,
  stricter,
  stricterPublication,
} from '../../domain/index.ts';
import type { ReadAnswer } from '../../state/index.ts';
import type { FrozenCycle } from './frozen.ts';

/** The choices that apply to accepted answers: never wider than what the country has narrowed since. */
export const coveringChoices = (
  answers: readonly ReadAnswer[],
  held: PublicationChoices,
  rules: PublicationRules,
): PublicationChoices => narrowedBy(choicesIn(answers, rules), held);

/**
 * Returns the answers of one country with the choice that covers each: the narrowest of what their own revision
 * states, what the country has narrowed since, and what was kept with them.
 *
 * @param held - the choices that apply to the country
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

/** The choices that the frozen cycles are built with, for the record of the draft. */
export const builtChoices = (cycles: readonly FrozenCycle[]): BuiltChoices =>
  Object.fromEntries(
    cycles.flatMap(({ cycle, accepted, choices }) =>
      [...(choices ?? [])]
        .filter(([country]) => accepted.has(country))
        .map(([country, of]) => [`${cycle.id} ${country}`, Object.fromEntries(of)]),
    ),
  );
