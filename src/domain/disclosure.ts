/** Who may see an answer: public, restricted (secretariat and, if the country agrees, donors), confidential (secretariat). */
export const answerClasses = ['public', 'restricted', 'confidential'] as const;
export type AnswerClass = (typeof answerClasses)[number];

/** The stricter of two classes. */
export function stricter(a: AnswerClass, b: AnswerClass): AnswerClass {
  return answerClasses[Math.max(answerClasses.indexOf(a), answerClasses.indexOf(b))]!;
}

/**
 * A country's choice for a section, widest first: all of it may be published, only scores based on it, not chosen
 * yet, or nothing may be published.
 *
 * `not_chosen` stands for a choice that is blank, absent or unreadable. No country chooses it, and it publishes
 * nothing.
 */
export const sectionPublications = ['published', 'scores_only', 'not_chosen', 'not_published'] as const;
export type SectionPublication = (typeof sectionPublications)[number];

/** Possible meanings of an instrument's choices. */
export const explicitPublications = ['published', 'scores_only', 'not_published'] as const;
export type ExplicitPublication = (typeof explicitPublications)[number];

/** How a public edition may use an answer: list it, use it in scores without listing it, or not use it. */
export type PublicUse = 'listed' | 'scored' | 'none';

/**
 * The only decision about what a choice makes public. Only the explicit values `published` and `scores_only` publish
 * anything.
 */
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

/** An unknown choice publishes nothing; a new one does not compile until `publicUse` decides on it. */
const nothingFor = (_: never): PublicUse => 'none';

/** Whether anything based on the answer may be in a public edition. */
export const isPublic = (choice: SectionPublication): boolean => publicUse(choice) !== 'none';

/** A stored choice; unknown words count as not chosen. */
export const asPublication = (word: string | null | undefined): SectionPublication =>
  sectionPublications.find((one) => one === word) ?? 'not_chosen';

/** The choice that publishes less; of two that publish nothing, the one made by the country. */
export function stricterPublication(a: SectionPublication, b: SectionPublication): SectionPublication {
  return sectionPublications[Math.max(sectionPublications.indexOf(a), sectionPublications.indexOf(b))]!;
}

const uses: readonly PublicUse[] = ['listed', 'scored', 'none'];

/** Whether the second choice publishes more than the first. */
export const isWider = (from: SectionPublication, to: SectionPublication): boolean =>
  uses.indexOf(publicUse(to)) < uses.indexOf(publicUse(from));

/**
 * The class of an answer: that of its question, tightened if nothing of the section may be published. Never loosened.
 */
export function classOf(question: AnswerClass, publication: SectionPublication): AnswerClass {
  return isPublic(publication) ? question : stricter(question, 'restricted');
}
