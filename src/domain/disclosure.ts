/** Who may see an answer: public, restricted (secretariat and, if the country agrees, donors), confidential (secretariat). */
export const answerClasses = ['public', 'restricted', 'confidential'] as const;
export type AnswerClass = (typeof answerClasses)[number];

/** The stricter of two classes. */
export function stricter(a: AnswerClass, b: AnswerClass): AnswerClass {
  return answerClasses[Math.max(answerClasses.indexOf(a), answerClasses.indexOf(b))]!;
}

/** What a country chose for a section: all of it may be published, only the scores made of it, or nothing. */
export const sectionPublications = ['published', 'scores_only', 'not_published'] as const;
export type SectionPublication = (typeof sectionPublications)[number];

/** The class of an answer: its question's, tightened where the country keeps the section back. Never loosened. */
export function classOf(question: AnswerClass, publication: SectionPublication): AnswerClass {
  return publication === 'not_published' ? stricter(question, 'restricted') : question;
}
