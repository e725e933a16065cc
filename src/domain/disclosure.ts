/** Who may see an answer: public, restricted (secretariat and, if the country agrees, donors), confidential (secretariat). */
export const answerClasses = ['public', 'restricted', 'confidential'] as const;
export type AnswerClass = (typeof answerClasses)[number];

/** The stricter of two classes. */
export function stricter(a: AnswerClass, b: AnswerClass): AnswerClass {
  return answerClasses[Math.max(answerClasses.indexOf(a), answerClasses.indexOf(b))]!;
}
