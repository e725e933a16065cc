/** Which choice covers each accepted answer: asked again at every build, whatever was kept with the answer. */
import {
  choicesIn,
  classOf,
  narrowedBy,
  type PublicationChoices,
  type PublicationRules,
  publicationBy,
  stricter,
  stricterPublication,
} from '../domain/index.ts';
import type { ReadAnswer } from '../state/index.ts';

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
  const publicationOf = publicationBy(narrowedBy(choicesIn(answers, rules), held), rules);
  return answers.map((answer) => {
    const publication = stricterPublication(answer.publication, publicationOf(answer.section, answer.question));
    return { ...answer, publication, class: stricter(answer.class, classOf(answer.class, publication)) };
  });
}
