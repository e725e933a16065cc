/** What a country allows to be shown of each of its answers, from what it says in the answers themselves. */
import { type Answer, type SectionPublication, sectionPublications } from '../domain/index.ts';
import type { PublicationRules } from './cycle-rules.ts';

type Said = Pick<Answer, 'question' | 'part' | 'state' | 'value' | 'raw'>;

/**
 * Reads the publication choices of a submission.
 *
 * @returns what is chosen for a question of a section: the stricter of its section's choice and, for a question that
 *   states a need, of the choice about needs
 */
export function publicationChoices(
  answers: readonly Said[],
  { sectionQuestion, needsQuestion, needQuestions, choices }: PublicationRules,
): (section: string, question: string) => SectionPublication {
  const chosen = (part: string | null, question: string | null): SectionPublication => {
    if (question === null) return 'published';
    const answer = answers.find((one) => one.question === question && one.part === part);
    return answer === undefined ? 'published' : meaningOf(answer, choices);
  };
  const needs = chosen(null, needsQuestion);
  const bySection = new Map<string, SectionPublication>();
  return (section, question) => {
    const known = bySection.get(section) ?? chosen(`${sectionQuestion}.${section}`, sectionQuestion);
    bySection.set(section, known);
    return needQuestions.includes(question) ? stricterPublication(known, needs) : known;
  };
}

/**
 * A choice left blank leaves the questionnaire's own class. Anything else that is no known choice keeps the answers
 * back: a mistyped "not for publication" must not publish.
 */
function meaningOf({ state, value, raw }: Said, choices: PublicationRules['choices']): SectionPublication {
  if (state === 'answered') return choices.get(String(value)) ?? 'not_published';
  return state === 'blank' && (raw ?? '').trim() === '' ? 'published' : 'not_published';
}

const stricterPublication = (a: SectionPublication, b: SectionPublication): SectionPublication =>
  sectionPublications[Math.max(sectionPublications.indexOf(a), sectionPublications.indexOf(b))]!;
