/** Who may see an answer: public, restricted (secretariat and, if the country agrees, donors), confidential (secretariat). */
export const answerClasses = ['public', 'restricted', 'confidential'] as const;
export type AnswerClass = (typeof answerClasses)[number];

/** The stricter of two classes. */
export function stricter(a: AnswerClass, b: AnswerClass): AnswerClass {
  return answerClasses[Math.max(answerClasses.indexOf(a), answerClasses.indexOf(b))]!;
}

/**
 * What a country chose for a section, widest first: all of it may be published, only the scores made of it, nothing yet
 * chosen, or nothing may be published.
 *
 * `not_chosen` represents a choice that is blank, absent or cannot be read. No country chooses it, and it publishes nothing.
 */
export const sectionPublications = ['published', 'scores_only', 'not_chosen', 'not_published'] as const;
export type SectionPublication = (typeof sectionPublications)[number];

/** What an instrument's own choice may mean. */
export const explicitPublications = ['published', 'scores_only', 'not_published'] as const;
export type ExplicitPublication = (typeof explicitPublications)[number];

/** How a public edition may use an answer: list it, use it in scores without listing it, or not know of it. */
export type PublicUse = 'listed' | 'scored' | 'none';

/** The one decision on what a choice makes public. Only the explicit values `published` and `scores_only` do. */
export function publicUse(choice: SectionPublication): PublicUse {
  switch (choice) {
    case 'published':
      return 'listed';
    case 'scores_only':
      return 'scored';
    case 'not_published':
    case 'not_chosen':
      return 'none';
    default:
      return nothingFor(choice);
  }
}

/** A choice that the type does not know publishes nothing; a new one does not compile until `publicUse` decides on it. */
const nothingFor = (_: never): PublicUse => 'none';

/** May anything made of the answer are in a public edition? */
export const isPublic = (choice: SectionPublication): boolean => publicUse(choice) !== 'none';

/** A stored choice; what is not one of the known words counts as not chosen. */
export const asPublication = (word: string | null | undefined): SectionPublication =>
  sectionPublications.find((one) => one === word) ?? 'not_chosen';

/** The choice that publishes less; of two that publish nothing, the one that the country made. */
export function stricterPublication(a: SectionPublication, b: SectionPublication): SectionPublication {
  return sectionPublications[Math.max(sectionPublications.indexOf(a), sectionPublications.indexOf(b))]!;
}

const uses: readonly PublicUse[] = ['listed', 'scored', 'none'];

/** Does the second choice publish more than the first? */
export const isWider = (from: SectionPublication, to: SectionPublication): boolean =>
  uses.indexOf(publicUse(to)) < uses.indexOf(publicUse(from));

/** The class of an answer: its question's, tightened where nothing of the section may be published. Never loosened. */
export function classOf(question: AnswerClass, publication: SectionPublication): AnswerClass {
  return isPublic(publication) ? question : stricter(question, 'restricted');
}
